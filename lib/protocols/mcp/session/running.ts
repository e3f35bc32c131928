import type { Inbound } from "@/lib/gateway/call";
import type { McpSession } from "./sessions";

/** Requests that this process is answering for clients with sessions, so that `notifications/cancelled` can end them. */
export class Running {
  readonly #byRequest = new Map<string, AbortController>();

  /** @returns the request's inbound with a signal that a cancellation trips as well */
  start(
    session: McpSession | undefined,
    id: unknown,
    inbound: Inbound,
  ): { inbound: Inbound; done: () => void } {
    if (!session) return { inbound, done: () => {} };
    const key = keyOf(session, id);
    const controller = new AbortController();
    this.#byRequest.set(key, controller);
    const signal = AbortSignal.any([inbound.signal, controller.signal]);
    const done = () => {
      if (this.#byRequest.get(key) === controller) this.#byRequest.delete(key);
    };
    return { inbound: { ...inbound, signal }, done };
  }

  /** Ends a request of this session. One that is answered elsewhere or already is none of ours. */
  cancel(session: McpSession | undefined, id: unknown): void {
    if (session) this.#byRequest.get(keyOf(session, id))?.abort();
  }
}

function keyOf(session: McpSession, id: unknown): string {
  return `${session.idHash} ${typeof id} ${String(id)}`;
}
