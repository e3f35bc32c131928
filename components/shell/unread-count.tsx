"use client";

import { useQuery } from "@tanstack/react-query";
import type { Inbox } from "@/lib/audit/inbox/inbox.schema";
import { fetchJson } from "../data/fetch-json";
import { Unseen } from "../data/unseen";
import classes from "./shell.module.css";

const EVERY_MS = 60_000;

/** How many notices are unread; nothing when none is. */
export function UnreadCount() {
  const { data } = useQuery({
    // Apart from the inbox's own: what a page brings along for it must not change what the server has drawn here.
    queryKey: ["inbox", "unread"],
    queryFn: ({ signal }) => fetchJson<Inbox>("/api/console/inbox", signal),
    refetchInterval: EVERY_MS,
  });
  if (!data || data.unread === 0) return null;
  const all = data.unread === data.items.length && data.more;
  return (
    <span className={classes.unread}>
      {data.unread}
      {all ? "+" : ""}
      <Unseen> unread</Unseen>
    </span>
  );
}
