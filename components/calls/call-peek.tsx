"use client";

import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { IconArrowsDiagonal, IconX } from "@/components/icons";
import type { CallDetail } from "@/lib/records/call.schema";
import { fetchJson } from "../data/fetch-json";
import { ErrorState } from "../states/error-state";
import { DetailSkeleton } from "../states/skeletons";
import { CallView } from "./call-view";
import classes from "./screen.module.css";

/** A call beside the list: the same content as its page. */
export function CallPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery({
    queryKey: ["call", id],
    queryFn: ({ signal }) => fetchJson<CallDetail>(`/api/console/calls/${encodeURIComponent(id)}`, signal),
  });
  return (
    // Focusable, so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable.
    <aside className={classes.peek} aria-label="Call" tabIndex={0}>
      <div className={classes.peekBar}>
        <Button
          component={Link}
          href={`/calls/${id}`}
          variant="default"
          size="xs"
          leftSection={<IconArrowsDiagonal size={14} aria-hidden />}
        >
          Open call
        </Button>
        <ActionIcon aria-label="Close call" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.peekBody}>
        {found.isError ? (
          <ErrorState error={found.error} retry={() => void found.refetch()} />
        ) : found.data ? (
          <CallView call={found.data} narrow />
        ) : (
          <DetailSkeleton />
        )}
      </div>
    </aside>
  );
}
