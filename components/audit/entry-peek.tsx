"use client";

import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { IconArrowsDiagonal, IconX } from "@/components/icons";
import type { AuditEntryDetail } from "@/lib/audit/browse/audit-entry.schema";
import screen from "../calls/screen.module.css";
import { fetchJson } from "../data/fetch-json";
import { ErrorState } from "../states/error-state";
import { DetailSkeleton } from "../states/skeletons";
import { EntryView } from "./entry-view";

/** How soon an entry is looked at again that is not in the tree yet. */
const PENDING_MS = 1_000;

/** An entry beside the list: the same content as its page. */
export function EntryPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery({
    queryKey: ["audit-entry", id],
    queryFn: ({ signal }) =>
      fetchJson<AuditEntryDetail>(`/api/console/audit/entries/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => (state.data?.standing === "pending" ? PENDING_MS : false),
  });
  return (
    // Focusable, so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable.
    <aside className={screen.peek} aria-label="Entry" tabIndex={0}>
      <div className={screen.peekBar}>
        <Button
          component={Link}
          href={`/audit/${id}`}
          variant="default"
          size="xs"
          leftSection={<IconArrowsDiagonal size={14} aria-hidden />}
        >
          Open entry
        </Button>
        <ActionIcon aria-label="Close entry" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={screen.peekBody}>
        {found.isError ? (
          <ErrorState error={found.error} retry={() => void found.refetch()} />
        ) : found.data ? (
          <EntryView entry={found.data} narrow />
        ) : (
          <DetailSkeleton />
        )}
      </div>
    </aside>
  );
}
