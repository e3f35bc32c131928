/** A call that this process is carrying now. */
export interface OpenCall {
  callId: string;
  startedAtMs: number;
  hop: number;
  /** `kind:name` of every caller and callee on the way here, for the loop check. */
  path: readonly string[];
  abort: (reason: Error) => void;
}

/** The calls in flight, by id and by span, so that a call made on behalf of another finds where it came from. */
export class InFlight {
  readonly #byId = new Map<string, OpenCall>();
  readonly #bySpan = new Map<string, OpenCall>();
  #draining = false;

  /** True once the process is stopping: tasks that are under way finish, new ones go to another replica. */
  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  add(spanId: string, call: OpenCall): void {
    this.#byId.set(call.callId, call);
    this.#bySpan.set(spanId, call);
  }

  remove(spanId: string, callId: string): void {
    this.#byId.delete(callId);
    this.#bySpan.delete(spanId);
  }

  bySpan(spanId: string): OpenCall | undefined {
    return this.#bySpan.get(spanId);
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Start of the oldest open call in milliseconds, or undefined when none is open. */
  oldestMs(): number | undefined {
    // Insertion order is start order.
    const first = this.#byId.values().next();
    return first.done ? undefined : first.value.startedAtMs;
  }

  /** Ends every open call, as on shutdown after the drain time. */
  abortAll(reason: Error): void {
    for (const call of this.#byId.values()) call.abort(reason);
  }
}
