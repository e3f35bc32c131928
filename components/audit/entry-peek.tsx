"use client";

import { useQuery } from "@tanstack/react-query";
import type { AuditEntryDetail } from "@/lib/audit/browse/audit-entry.schema";
import { fetchJson } from "../data/fetch-json";
import { Peek, PeekContent } from "../data/peek";
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
  const links = [{ label: "Open entry", href: `/audit/${id}` }];
  return (
    <Peek label="Entry" links={links} close="Close entry" onClose={onClose}>
      <PeekContent found={found}>{(entry) => <EntryView entry={entry} narrow />}</PeekContent>
    </Peek>
  );
}
