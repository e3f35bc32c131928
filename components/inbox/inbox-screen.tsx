"use client";

import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { IconCheck, IconInbox } from "@/components/icons";
import type { Inbox } from "@/lib/audit/inbox/inbox.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import { EntrySentence } from "../audit/entry-sentence";
import { fetchJson } from "../data/fetch-json";
import { Ago } from "../data/time";
import { Unseen } from "../data/unseen";
import { formatCounted } from "../format/format-count";
import { useShortcuts } from "../shell/shortcuts";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import classes from "./inbox.module.css";

type MarkRead = (input: unknown) => Promise<Attempt<{ read: true }>>;

/** What others did that the reader should know of, newest first; each line leads to the change that it is about, or to its entry in the audit log. */
export function InboxScreen({ markRead }: { markRead: MarkRead }) {
  const queries = useQueryClient();
  const inbox = useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => fetchJson<Inbox>("/api/console/inbox", signal),
  });
  const mark = useMutation({
    mutationFn: async (entryId: string) => {
      const attempt = await markRead({ entryId });
      if (!attempt.done) throw new Error(attempt.error.message);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
  const newest = inbox.data?.items[0]?.id;
  const readAll = () => {
    if (newest && (inbox.data?.unread ?? 0) > 0) mark.mutate(newest);
  };
  useShortcuts([
    ["j", () => step(1)],
    ["k", () => step(-1)],
    ["e", readAll],
  ]);
  if (inbox.isError) return <ErrorState error={inbox.error} retry={() => void inbox.refetch()} />;
  if (!inbox.data) return null;
  const { items, unread, more } = inbox.data;
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconInbox size={18} aria-hidden />} title="Nothing has happened that concerns you">
        When others change members, clients, keys, policies or assets, a change that you watch moves, or a
        call waits for approval, it stands here. Everything else is in the{" "}
        <Link href="/audit">audit log</Link>.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={classes.tools}>
        <span role="status">{unread === 0 ? "All read" : `${formatCounted(unread, "notice")} unread`}</span>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCheck size={14} aria-hidden />}
          disabled={unread === 0}
          loading={mark.isPending}
          onClick={readAll}
        >
          Mark all as read
        </Button>
      </div>
      {mark.isError ? <ErrorState error={mark.error} retry={readAll} /> : null}
      <ul className={classes.list}>
        {items.map((entry) => (
          <li key={entry.id} data-unread={entry.unread || undefined}>
            <Link href={noticeHref(entry)} prefetch={false} data-notice>
              {entry.unread ? <Unseen>Unread: </Unseen> : null}
              <EntrySentence entry={entry} />
            </Link>
            <Ago at={entry.at} className={classes.dim} />
          </li>
        ))}
      </ul>
      <p className={classes.dim}>
        {more ? `The last ${items.length}. ` : ""}Older ones, and what you did yourself, are in the{" "}
        <Link href="/audit">audit log</Link>.
      </p>
    </>
  );
}

function noticeHref({ id, object }: Inbox["items"][number]): string {
  return object.startsWith("change:") ? `/changes/${object.slice("change:".length)}` : `/audit/${id}`;
}

/** Moves the focus from notice to notice. */
function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-notice]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}
