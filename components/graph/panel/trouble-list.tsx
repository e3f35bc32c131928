"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ListCallsOutput } from "@/lib/records/list-calls.schema";
import { CallStatusBadge } from "../../calls/call-status";
import { fetchJson } from "../../data/fetch-json";
import { Ago } from "../../data/time";
import { ErrorState } from "../../states/error-state";
import { callsHref } from "../call-links";
import classes from "../graph.module.css";

const STATUSES = ["failed", "denied", "held", "outcome_unknown"];
const SHOWN = 5;

/** The last calls that failed or were refused. Stays as it was read while somebody reads it. */
export function TroubleList({ query }: { query: URLSearchParams }) {
  const params = new URLSearchParams(query);
  for (const status of STATUSES) params.append("status", status);
  params.set("limit", String(SHOWN));
  // The end of a moving range says nothing about which calls were the last ones.
  const key = new URLSearchParams(params);
  key.delete("from");
  key.delete("to");
  const found = useQuery({
    queryKey: ["graph-trouble", key.toString()],
    queryFn: ({ signal }) => fetchJson<ListCallsOutput>(`/api/console/calls?${params}`, signal),
  });
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <p className={classes.dim}>Loading…</p>;
  const { items, next } = found.data;
  if (items.length === 0) return <p className={classes.dim}>None in this time.</p>;
  return (
    <>
      <ul className={classes.troubles}>
        {items.map((call) => (
          <li key={call.id} className={classes.trouble}>
            <CallStatusBadge status={call.status} />
            <Link href={`/calls/${call.id}`} prefetch={false} className={classes.troubleWhat}>
              {call.operation ?? call.method}
              {call.errorCode ? <code>{call.errorCode}</code> : null}
            </Link>
            <Ago at={call.startedAt} className={classes.dim} />
          </li>
        ))}
      </ul>
      {next === null ? null : (
        <p>
          <Link href={callsHref(query, STATUSES)}>All of them</Link>
        </p>
      )}
    </>
  );
}
