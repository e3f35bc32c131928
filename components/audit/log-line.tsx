"use client";

import { useQuery } from "@tanstack/react-query";
import type { AuditStatus } from "@/lib/audit/browse/audit-entry.schema";
import { fetchJson } from "../data/fetch-json";
import { Ago } from "../data/time";
import { formatCounted } from "../format/format-count";
import classes from "./audit.module.css";

const EVERY_MS = 10_000;

/** The log as it stands. Every part of the screen that needs its key or name asks here. */
export function useAuditStatus() {
  return useQuery({
    queryKey: ["audit-status"],
    queryFn: ({ signal }) => fetchJson<AuditStatus>("/api/console/audit/status", signal),
    refetchInterval: EVERY_MS,
  });
}

/** How long the log is, who signs it, and how far back it goes. */
export function LogLine() {
  const { data } = useAuditStatus();
  if (!data) return <p className={classes.logLine}>…</p>;
  return (
    <p className={classes.logLine}>
      <span>
        <strong>{formatCounted(data.size, "entry", "entries")}</strong> in the tree of {data.origin}
      </span>
      {data.signedAt ? (
        <span>
          signed <Ago at={data.signedAt} />
        </span>
      ) : null}
      {data.oldestAt ? (
        <span>
          kept without limit, since{" "}
          <time dateTime={data.oldestAt} title={data.oldestAt}>
            {data.oldestAt.slice(0, 10)}
          </time>
        </span>
      ) : null}
    </p>
  );
}
