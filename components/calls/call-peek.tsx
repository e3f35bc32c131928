"use client";

import { useQuery } from "@tanstack/react-query";
import type { CallDetail } from "@/lib/records/call.schema";
import { fetchJson } from "../data/fetch-json";
import { Peek, PeekContent } from "../data/peek";
import { CallView } from "./call-view";

/** A call beside the list: the same content as its page. */
export function CallPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery({
    queryKey: ["call", id],
    queryFn: ({ signal }) => fetchJson<CallDetail>(`/api/console/calls/${encodeURIComponent(id)}`, signal),
  });
  const links = [{ label: "Open call", href: `/calls/${id}` }];
  return (
    <Peek label="Call" links={links} close="Close call" onClose={onClose}>
      <PeekContent found={found}>{(call) => <CallView call={call} narrow />}</PeekContent>
    </Peek>
  );
}
