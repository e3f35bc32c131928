import { decimalOf, picoOf } from "@/lib/cost/decimal";
import { countedBy, type Measure, windowOf } from "../claims";
import { type CallParties, type Ceiling, holdsFor } from "../in-force";
import {
  CEILING_REPLAY_ROWS,
  CEILING_REPLAY_WINDOWS,
  type CeilingDraft,
  type CeilingReplayResult,
} from "./ceiling-replay.schema";

/** A call as it is on record. */
export interface RecordedCall extends CallParties {
  id: string;
  atMs: number;
  /** Undefined while it runs. */
  endedMs: number | undefined;
  caller: string;
  operation: string | null;
  /** Refused or held: it used nothing. */
  refused: boolean;
  tokens: number;
  cost: string | undefined;
  currency: string | undefined;
}

interface Running {
  name: string;
  meter: string;
  currency: string | null;
  fromMs: number;
  toMs: number | undefined;
  cap: bigint;
  used: bigint;
  ranOutMs: number | undefined;
  /** When the calls end that are on their way; for what is counted at the same time. */
  open: number[];
}

interface Ask {
  window: Running;
  amount: bigint;
  measure: Measure;
  hard: boolean;
}

type Group = CeilingReplayResult["groups"][number];

/** Makes recorded calls again in the order in which they happened, each at what it really used, under budgets and limits that begin at nothing. */
export class RunAgain {
  readonly #drafts: readonly CeilingDraft[];
  readonly #windows = new Map<string, Running>();
  readonly #groups = new Map<string, Group>();
  readonly #rows: CeilingReplayResult["rows"] = [];
  readonly #counts = { newlyRefused: 0, stillAllowed: 0, notHeld: 0, refusedThen: 0 };
  #unpriced = 0;
  #oldest: number | undefined;
  #newest: number | undefined;

  constructor(drafts: readonly CeilingDraft[]) {
    this.#drafts = drafts;
  }

  /** Calls come oldest first. */
  add(call: RecordedCall): void {
    this.#oldest ??= call.atMs;
    this.#newest = call.atMs;
    const holding = this.#drafts.filter(({ spec }) => holdsFor(spec.scope, call));
    if (holding.length === 0) this.#counts.notHeld++;
    else if (call.refused) this.#counts.refusedThen++;
    else this.#rule(call, holding);
  }

  result(): CeilingReplayResult {
    const groups = [...this.#groups.values()];
    const affected = groups.filter(({ newlyRefused }) => newlyRefused > 0);
    const windows = [...this.#windows.values()];
    return {
      counts: { ...this.#counts },
      unpriced: this.#unpriced,
      groups: affected.sort((a, b) => b.newlyRefused - a.newlyRefused || a.caller.localeCompare(b.caller)),
      groupsUnchanged: groups.length - affected.length,
      rows: this.#rows.toReversed(),
      windows: windows.sort(byTrouble).slice(0, CEILING_REPLAY_WINDOWS).map(told),
      ranOut: windows.filter(({ ranOutMs }) => ranOutMs !== undefined).length,
      windowsInAll: windows.length,
      oldest: iso(this.#oldest),
      newest: iso(this.#newest),
    };
  }

  /** What is worth writing down while it runs. */
  progress(): CeilingReplayResult {
    return { ...this.result(), groups: [], rows: [], windows: [] };
  }

  #rule(call: RecordedCall, holding: readonly CeilingDraft[]): void {
    if (call.cost === undefined && call.tokens > 0) this.#unpriced++;
    const asks = holding.flatMap((draft) => this.#asksOf(draft, call));
    const group = this.#group(call);
    const full = asks.filter(({ window, amount }) => window.used + amount > window.cap);
    for (const { window } of full) window.ranOutMs ??= call.atMs;
    const refusing = full.find(({ hard }) => hard);
    if (refusing) {
      this.#counts.newlyRefused++;
      group.newlyRefused++;
      this.#rows.push(rowOf(call, refusing.window));
      if (this.#rows.length > CEILING_REPLAY_ROWS) this.#rows.shift();
      return;
    }
    this.#counts.stillAllowed++;
    group.stillAllowed++;
    for (const { window, amount, measure } of asks) {
      window.used += amount;
      if (measure === "open") window.open.push(call.endedMs ?? Number.POSITIVE_INFINITY);
    }
  }

  #asksOf(draft: CeilingDraft, call: RecordedCall): Ask[] {
    return countedBy(draft as Ceiling).flatMap(({ measure, meter, per, cap }) => {
      const amount = amountOf(measure, draft, call);
      if (amount === undefined) return [];
      const { fromMs, toMs } = windowOf(per, call.atMs);
      const name = `${draft.kind}/${draft.name}`;
      const key = `${name} ${meter} ${fromMs}`;
      let window = this.#windows.get(key);
      if (!window) {
        const most = draft.kind === "budget" ? draft.spec.amount : (cap ?? "0");
        const currency = draft.kind === "budget" ? draft.spec.currency : null;
        window = {
          name,
          meter,
          currency,
          fromMs,
          toMs,
          cap: picoOf(most),
          used: 0n,
          ranOutMs: undefined,
          open: [],
        };
        this.#windows.set(key, window);
      }
      if (measure === "open") {
        window.open = window.open.filter((endedMs) => endedMs > call.atMs);
        window.used = picoOf(String(window.open.length));
      }
      return [{ window, amount, measure, hard: cap !== undefined }];
    });
  }

  #group({ caller, domain }: RecordedCall): Group {
    const key = `${domain} ${caller}`;
    const known = this.#groups.get(key);
    if (known) return known;
    const group = { caller, domain, newlyRefused: 0, stillAllowed: 0 };
    this.#groups.set(key, group);
    return group;
  }
}

/** Undefined for what does not count it: money of another currency. */
function amountOf(measure: Measure, draft: CeilingDraft, call: RecordedCall): bigint | undefined {
  switch (measure) {
    case "cost":
      if (draft.kind !== "budget" || call.cost === undefined || call.currency !== draft.spec.currency)
        return undefined;
      return picoOf(call.cost);
    case "tokens":
      return picoOf(String(call.tokens));
    case "calls":
    case "open":
      return picoOf("1");
    default:
      return measure satisfies never;
  }
}

function rowOf(call: RecordedCall, { name, meter }: Running): CeilingReplayResult["rows"][number] {
  const { id, atMs, caller, kind, operation, domain } = call;
  return {
    callId: id,
    at: new Date(atMs).toISOString(),
    caller,
    callee: `${kind}:${call.name}`,
    operation,
    domain,
    by: name,
    meter,
  };
}

/** Those that ran out, the first first; then the fullest. */
function byTrouble(a: Running, b: Running): number {
  const [left, right] = [a.ranOutMs ?? Number.MAX_SAFE_INTEGER, b.ranOutMs ?? Number.MAX_SAFE_INTEGER];
  return left - right || Number(b.used) / Number(b.cap) - Number(a.used) / Number(a.cap);
}

function told(window: Running): CeilingReplayResult["windows"][number] {
  const { name, meter, currency, fromMs, toMs, used, cap, ranOutMs } = window;
  return {
    name,
    meter,
    currency,
    from: toMs === undefined ? null : iso(fromMs),
    to: iso(toMs),
    used: decimalOf(used),
    cap: decimalOf(cap),
    ranOutAt: iso(ranOutMs),
  };
}

function iso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
