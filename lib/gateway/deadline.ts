import { MeshError } from "@/lib/core/errors";
import type { Inbound } from "./call";

/** When a call has to end. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Ends the call now, for example because a switch was thrown. */
  abort: (reason: Error) => void;
  /** Takes the timer and the listener away; the call is over. */
  close: () => void;
}

/** Opens a deadline of at most `limitMs`, earlier if the caller says so or goes away. */
export function openDeadline(limitMs: number, inbound: Inbound): Deadline {
  const controller = new AbortController();
  const timeoutMs = Math.min(limitMs, inbound.timeoutMs ?? limitMs);
  const timer = setTimeout(
    () =>
      controller.abort(new MeshError("deadline_exceeded", `The call was not done after ${timeoutMs} ms.`)),
    timeoutMs,
  );
  const onGone = () => controller.abort(new MeshError("cancelled", "The caller went away."));
  if (inbound.signal.aborted) onGone();
  else inbound.signal.addEventListener("abort", onGone, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    close() {
      clearTimeout(timer);
      inbound.signal.removeEventListener("abort", onGone);
    },
  };
}
