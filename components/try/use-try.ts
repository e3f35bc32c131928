"use client";

import { useEffect, useRef, useState } from "react";
import type { PublicError } from "@/lib/core/error-http";
import type { TryInput } from "@/lib/protocols/try/try.schema";
import { readTryEvents } from "./read-try-events";

/** One call as this browser sees it. Times from the page's own clock, in milliseconds. */
export interface Attempt {
  state: "sending" | "answering" | "ended" | "broken" | "cancelled" | "refused";
  status: number | undefined;
  callId: string | null;
  contentType: string;
  text: string;
  /** More came than is shown; the record has what the mesh keeps. */
  cut: boolean;
  startedMs: number;
  firstMs: number | undefined;
  endedMs: number | undefined;
  /** Why no call was made: the console or the mesh refused before one began. */
  error: { message: string; remedy: string | undefined; requestId: string | undefined } | undefined;
}

/** More than a person reads; the page stays quick. */
const MAX_CHARS = 1_000_000;
/** How often the page is drawn while an answer comes. */
const DRAW_MS = 80;

/** Makes a call and follows its answer; leaving the screen or cancelling ends it at the callee too. */
export function useTry() {
  const [attempt, setAttempt] = useState<Attempt>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  async function send(input: TryInput): Promise<void> {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    let now: Attempt = { ...BEGUN, startedMs: performance.now() };
    let drawnMs = 0;
    const show = (change: Partial<Attempt>, always = true) => {
      now = { ...now, ...change };
      if (controller.current !== own || (!always && performance.now() - drawnMs < DRAW_MS)) return;
      drawnMs = performance.now();
      setAttempt(now);
    };
    show({});
    try {
      const response = await fetch("/api/console/try", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        signal: own.signal,
      });
      if (!response.ok || !response.body) {
        show({ state: "refused", endedMs: performance.now(), error: await errorOf(response) });
        return;
      }
      await readTryEvents(response.body, (event) => {
        const at = performance.now();
        if (event.event === "answer") {
          show({
            state: "answering",
            status: event.status,
            contentType: event.contentType,
            callId: event.callId,
          });
        } else if (event.event === "piece") {
          const text = now.text + event.text;
          show(
            { text: text.slice(0, MAX_CHARS), cut: text.length > MAX_CHARS, firstMs: now.firstMs ?? at },
            false,
          );
        } else show({ state: event.event === "end" ? "ended" : "broken", endedMs: at });
      });
      if (now.endedMs === undefined) show({ state: "broken", endedMs: performance.now() });
    } catch {
      show({ state: own.signal.aborted ? "cancelled" : "broken", endedMs: performance.now() });
    }
  }

  function cancel(): void {
    controller.current?.abort();
  }

  return { attempt, send, cancel };
}

const BEGUN: Attempt = {
  state: "sending",
  status: undefined,
  callId: null,
  contentType: "",
  text: "",
  cut: false,
  startedMs: 0,
  firstMs: undefined,
  endedMs: undefined,
  error: undefined,
};

async function errorOf(response: Response): Promise<Attempt["error"]> {
  const body = (await response.json().catch(() => undefined)) as { error?: PublicError } | undefined;
  return {
    message: body?.error?.message ?? "The console did not answer as expected.",
    remedy: body?.error?.remedy?.message,
    requestId: response.headers.get("x-request-id") ?? undefined,
  };
}
