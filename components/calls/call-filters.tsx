"use client";

import { useQuery } from "@tanstack/react-query";
import { CALL_FIELDS, type CallFieldName } from "@/lib/records/call-fields.schema";
import type { CallStatus } from "@/lib/records/call-names.schema";
import type { CountCallsOutput } from "@/lib/records/count-calls.schema";
import { fetchJson } from "../data/fetch-json";
import type { QueryValues } from "../query/completions";
import { QueryBar } from "../query/query-bar";
import classes from "../table/list-screen.module.css";
import type { CallQuery } from "./call-search";
import { CallStatusBadge } from "./call-status";

const MENUS = ["status", "protocol"] as const;
const COUNTED_FOR_MS = 15_000;

/** How many calls match and which values they have. Read after the list itself, and again when it is a while old. */
export function useCallCounts(query: string) {
  return useQuery({
    queryKey: ["call-counts", query],
    queryFn: ({ signal }) => fetchJson<CountCallsOutput>(`/api/console/calls/counts?${query}`, signal),
    staleTime: COUNTED_FOR_MS,
    refetchInterval: 2 * COUNTED_FOR_MS,
    placeholderData: (before) => before,
  }).data;
}

/** Narrows a list of calls. What is set stands in the address. */
export function CallFilterBar(props: {
  query: CallQuery;
  /** What the address asks for and cannot be had. */
  wrong: readonly string[];
  counts: CountCallsOutput | undefined;
  onQuery: (query: CallQuery) => void;
}) {
  return (
    <>
      <QueryBar
        list="calls"
        placeholder="Search, or status:denied cost>0.01 since:24h"
        fields={CALL_FIELDS}
        query={props.query}
        onQuery={props.onQuery}
        menus={MENUS}
        values={(props.counts?.values ?? {}) as QueryValues<CallFieldName>}
        drawValue={(field, value) =>
          field === "status" ? <CallStatusBadge status={value as CallStatus} /> : undefined
        }
      />
      {props.wrong.length > 0 ? (
        <p role="alert" className={classes.wrong}>
          Left out of the address, because it cannot be read: {props.wrong.join(" ")}
        </p>
      ) : null}
    </>
  );
}
