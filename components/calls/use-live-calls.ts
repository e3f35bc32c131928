"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { CallSummary } from "@/lib/records/call.schema";

export type LiveState = "off" | "connecting" | "live" | "reconnecting" | "ended";

/**
 * Follows calls by server-sent events while `enabled`. The browser reconnects by itself and says the last id it has, so nothing is lost in between.
 * @param query filters, as the address of the feed carries them
 * @param after id of the newest call that is already on the page; read when the connection is made
 */
export function useLiveCalls(options: {
  query: string;
  after: string | undefined;
  enabled: boolean;
  onCall: (call: CallSummary) => void;
  onBehind: () => void;
}): LiveState {
  const { query, enabled } = options;
  const [state, setState] = useState<LiveState>("connecting");
  const onCall = useEffectEvent(options.onCall);
  const onBehind = useEffectEvent(options.onBehind);
  const startAfter = useEffectEvent(() => options.after);
  useEffect(() => {
    if (!enabled) return;
    const params = new URLSearchParams(query);
    const after = startAfter();
    if (after) params.set("after", after);
    const source = new EventSource(`/api/live/calls?${params}`);
    source.onopen = () => setState("live");
    source.onerror = () => setState(source.readyState === EventSource.CLOSED ? "ended" : "reconnecting");
    source.addEventListener("call", (event: MessageEvent<string>) => {
      onCall(JSON.parse(event.data) as CallSummary);
    });
    source.addEventListener("behind", () => onBehind());
    return () => {
      source.close();
      setState("connecting");
    };
  }, [query, enabled]);
  return enabled ? state : "off";
}
