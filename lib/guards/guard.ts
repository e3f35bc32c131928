import { serviceKey } from "@/lib/core/services";

/** What a guard looks at: a request before it leaves, or an answer before it is released. */
export interface Inspection {
  direction: "request" | "response";
  callId: string;
  protocol: string;
  method: string;
  caller: string;
  callee: string;
  dataClass: string;
  text: string;
}

/** `reject` ends the call with `guard_rejected`; `note` lets it pass and goes on record. */
export type Verdict = { kind: "pass" } | { kind: "note"; text: string } | { kind: "reject"; reason: string };

/**
 * A check on content. A guard that throws rejects: what could not be checked does not pass. A stream is held back until its end when a guard applies to its answer.
 */
export interface Guard {
  name: string;
  applies(inspection: Omit<Inspection, "text">): boolean;
  inspect(inspection: Inspection, signal: AbortSignal): Promise<Verdict>;
}

/** Guards in force, in order. Empty until one is added. */
export class Guards {
  readonly #guards: Guard[] = [];

  add(guard: Guard): void {
    this.#guards.push(guard);
  }

  applying(inspection: Omit<Inspection, "text">): readonly Guard[] {
    return this.#guards.length === 0
      ? this.#guards
      : this.#guards.filter((guard) => guard.applies(inspection));
  }
}

export const guardsService = serviceKey<Guards>("guards");
