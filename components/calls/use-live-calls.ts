"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { CallSummary } from "@/lib/records/call.schema";

export type LiveState = "off" | "connecting" | "live" | "reconnecting" | "ended";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const MOST_TRIES = 8;
/** The server says something every 15 seconds; a connection that is silent for longer is dead, whatever the browser thinks. */
const SILENT_MS = 40_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Follows calls by server-sent events while `enabled`. After a cut the browser comes back with the last position it has, so nothing is lost in between; when the server refuses, it is tried again
 * after longer and longer waits.
 * @param query filters, as the address of the feed carries them
 * @param after position of the event feed when the list was read; read when a connection is made for a new query
 */
export function useLiveCalls(options: {
  query: string;
  after: number | undefined;
  enabled: boolean;
  onCalls: (calls: CallSummary[]) => void;
  onBehind: () => void;
}): { state: LiveState; heardAt: number | undefined } {
  const { query, enabled } = options;
  const [state, setState] = useState<LiveState>("connecting");
  const [heardAt, setHeardAt] = useState<number>();
  const onCalls = useEffectEvent(options.onCalls);
  const onBehind = useEffectEvent(options.onBehind);
  const startAfter = useEffectEvent(() => options.after);
  /** The last position heard of, and for which query. */
  const last = useRef<{ query: string; position: string }>(undefined);
  useEffect(() => {
    if (!enabled) return;
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let tries = 0;
    let heardMs = Date.now();
    const connect = () => {
      const params = new URLSearchParams(query);
      const after = last.current?.query === query ? last.current.position : startAfter();
      if (after !== undefined) params.set("after", String(after));
      source = new EventSource(`/api/live/calls?${params}`);
      const heard = ({ lastEventId }: MessageEvent<string>) => {
        if (lastEventId) last.current = { query, position: lastEventId };
        heardMs = Date.now();
        setHeardAt(heardMs);
      };
      source.onopen = () => {
        tries = 0;
        heardMs = Date.now();
        setHeardAt(heardMs);
        setState("live");
      };
      source.onerror = () => {
        // The browser itself comes back after a cut, but not after a refusal.
        if (source?.readyState === EventSource.CLOSED) retry();
        else setState("reconnecting");
      };
      source.addEventListener("calls", (event: MessageEvent<string>) => {
        heard(event);
        onCalls(JSON.parse(event.data) as CallSummary[]);
      });
      source.addEventListener("behind", (event: MessageEvent<string>) => {
        heard(event);
        onBehind();
      });
      source.addEventListener("beat", heard);
    };
    const retry = () => {
      source?.close();
      clearTimeout(again);
      if (++tries > MOST_TRIES) {
        setState("ended");
        return;
      }
      setState("reconnecting");
      again = setTimeout(connect, Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS));
    };
    const watch = setInterval(() => {
      if (source?.readyState === EventSource.OPEN && Date.now() - heardMs > SILENT_MS) retry();
    }, LOOK_EVERY_MS);
    connect();
    return () => {
      clearInterval(watch);
      clearTimeout(again);
      source?.close();
      setState("connecting");
    };
  }, [query, enabled]);
  return { state: enabled ? state : "off", heardAt };
}
