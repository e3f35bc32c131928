import { useQuery } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { fetchJson } from "../data/fetch-json";

const POLL_MS = 400;

/** What every kind of replay tells of itself. */
export interface AnyReplay {
  id: string;
  status: "running" | "done" | "cancelled" | "failed";
  /** It has not begun; its status says that it runs. */
  waiting: boolean;
  /** Of the calls or decisions there are, those looked at. */
  looked: number;
  total: number;
  result: { oldest: string | null; newest: string | null } | null;
  error: string | null;
  startedAt: string;
}

/**
 * A replay that runs on the server: begun, followed, stopped.
 * @param path of its operations
 * @param id of the one to follow, from the address; empty for none
 * @param onStarted told the id of a new one
 */
export function useReplay<R extends AnyReplay>(props: {
  path: string;
  id: string;
  initial?: R | null;
  onStarted: (id: string) => Promise<unknown>;
}) {
  const { path, id, initial, onStarted } = props;
  const [busy, start] = useTransition();
  const [refused, setRefused] = useState<Error>();
  const query = useQuery({
    queryKey: ["replay", path, id],
    queryFn: ({ signal }) => fetchJson<R>(`${path}/${encodeURIComponent(id)}`, signal),
    enabled: id !== "",
    ...(initial?.id === id ? { initialData: initial } : {}),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? POLL_MS : false),
  });
  const attempt = (act: () => Promise<unknown>) =>
    start(async () => {
      try {
        await act();
        setRefused(undefined);
      } catch (err) {
        setRefused(err instanceof Error ? err : new Error(String(err)));
      }
    });
  return {
    query,
    found: query.data,
    running: query.data?.status === "running",
    busy,
    refused,
    begin: (question: object) =>
      attempt(async () => {
        const begun = await fetchJson<{ id: string }>(path, undefined, JSON.stringify(question));
        await onStarted(begun.id);
      }),
    stop: () =>
      attempt(async () => {
        await fetchJson(`${path}/${encodeURIComponent(id)}/cancel`, undefined, "{}");
        await query.refetch();
      }),
  };
}
