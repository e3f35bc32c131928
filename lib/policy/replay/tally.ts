import type { RecordedRow } from "@/db/queries/recorded-decisions";
import type { ReadInputs } from "../recorded-inputs";
import {
  type NotReplayable,
  REPLAY_CHANGES,
  REPLAY_ROWS,
  type ReplayChange,
  type ReplayResult,
  type ReplayRow,
} from "./replay.schema";
import type { Outcome } from "./rule-again";

type Counts = Record<ReplayChange | "unchanged", number>;
type Group = ReplayResult["groups"][number];

/** Adds up what a replay finds. */
export class Tally {
  readonly #versions: ReplayResult["versions"];
  readonly #counts = noCounts();
  readonly #groups = new Map<string, Group>();
  readonly #rows: ReplayRow[] = [];
  readonly #not = new Map<NotReplayable, { count: number; callId: string }>();
  #besides = 0;
  #newest: Date | undefined;
  #oldest: Date | undefined;

  constructor(versions: ReplayResult["versions"]) {
    this.#versions = versions;
  }

  /** Rows come newest first. */
  see(row: RecordedRow): void {
    this.#newest ??= row.startedAt;
    this.#oldest = row.startedAt;
  }

  leaveOut(row: RecordedRow, why: NotReplayable): void {
    const known = this.#not.get(why);
    if (known) known.count++;
    else this.#not.set(why, { count: 1, callId: row.id });
  }

  add(row: RecordedRow, inputs: ReadInputs, before: Outcome, after: Outcome, besides: boolean): void {
    if (besides) this.#besides++;
    const change = changeOf(before.effect, after.effect);
    const caller = `${row.callerKind}:${row.callerId}`;
    const domain = String(inputs.resource.attrs?.domain ?? "");
    const group = this.#group(caller, domain);
    this.#counts[change]++;
    group[change]++;
    if (change === "unchanged" || this.#counts[change] > REPLAY_ROWS) return;
    this.#rows.push({
      callId: row.id,
      at: row.startedAt.toISOString(),
      caller,
      callee: `${row.calleeKind}:${row.calleeName}`,
      operation: row.operation,
      domain,
      change,
      before: before.effect,
      after: after.effect,
      policies: [...after.policies],
    });
  }

  result(): ReplayResult {
    const notReplayable = [...this.#not].map(([why, found]) => ({ why, ...found }));
    const groups = [...this.#groups.values()];
    const affected = groups.filter((group) => changed(group) > 0);
    return {
      counts: {
        ...this.#counts,
        notReplayable: notReplayable.reduce((sum, { count }) => sum + count, 0),
      },
      groups: affected.sort((a, b) => changed(b) - changed(a) || a.caller.localeCompare(b.caller)),
      groupsUnchanged: groups.length - affected.length,
      rows: [...this.#rows],
      notReplayable,
      refusedBesides: this.#besides,
      versions: this.#versions,
      oldest: this.#oldest?.toISOString() ?? null,
      newest: this.#newest?.toISOString() ?? null,
    };
  }

  /** What is worth writing down while it runs. */
  progress(): ReplayResult {
    return { ...this.result(), groups: [], rows: [] };
  }

  #group(caller: string, domain: string): Group {
    const key = `${domain} ${caller}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = { caller, domain, ...noCounts() };
      this.#groups.set(key, group);
    }
    return group;
  }
}

/** What a draft changes about a call, from what happens to it before and after. */
export function changeOf(before: Outcome["effect"], after: Outcome["effect"]): ReplayChange | "unchanged" {
  if (before === after) return "unchanged";
  switch (after) {
    case "deny":
      return "newlyDenied";
    case "allow":
      return "newlyAllowed";
    case "hold":
      return "newlyHeld";
    default:
      return after satisfies never;
  }
}

function noCounts(): Counts {
  return { newlyDenied: 0, newlyAllowed: 0, newlyHeld: 0, unchanged: 0 };
}

function changed(counts: Counts): number {
  return REPLAY_CHANGES.reduce((sum, change) => sum + counts[change], 0);
}
