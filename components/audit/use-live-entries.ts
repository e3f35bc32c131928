"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import type { LiveState } from "../calls/use-live-calls";

/**
 * Follows the log by server-sent events while `enabled`. The browser reconnects by itself and says the leaf index that it has got to, so nothing is lost and nothing comes twice.
 * @param query filters, as the address of the feed carries them
 * @param end leaf index up to which the list on the page was read; used when the connection is made
 */
export function useLiveEntries(options: {
  query: string;
  end: number | undefined;
  enabled: boolean;
  onEntries: (entries: readonly AuditEntrySummary[]) => void;
  onBehind: () => void;
}): { state: LiveState; heardAt: number | undefined } {
  const { query, enabled } = options;
  const [state, setState] = useState<LiveState>("connecting");
  const [heardAt, setHeardAt] = useState<number>();
  const onEntries = useEffectEvent(options.onEntries);
  const onBehind = useEffectEvent(options.onBehind);
  const startAt = useEffectEvent(() => options.end);
  useEffect(() => {
    if (!enabled) return;
    const params = new URLSearchParams(query);
    const end = startAt();
    if (end !== undefined) params.set("after", String(end));
    const source = new EventSource(`/api/live/audit?${params}`);
    source.onopen = () => {
      setState("live");
      setHeardAt(Date.now());
    };
    source.onerror = () => setState(source.readyState === EventSource.CLOSED ? "ended" : "reconnecting");
    source.addEventListener("entries", (event: MessageEvent<string>) => {
      setHeardAt(Date.now());
      onEntries(JSON.parse(event.data) as AuditEntrySummary[]);
    });
    source.addEventListener("behind", () => onBehind());
    return () => {
      source.close();
      setState("connecting");
    };
  }, [query, enabled]);
  return { state: enabled ? state : "off", heardAt };
}
