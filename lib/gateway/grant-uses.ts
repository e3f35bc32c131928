import type { Database } from "@/db/client";
import { deleteGrantUse, listUsedSlots } from "@/db/queries/grant-uses";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Principal, ToolGrant } from "@/lib/identity/principal";
import { grantDigest } from "@/lib/policy/grant-digest";
import { checkGrants, type ToolUse } from "@/lib/policy/grants";
import { labelScope } from "./task-labels";

/** One use of a counted grant, set aside for a call until the call is on record. */
export interface GrantUse {
  scope: string;
  grantDigest: string;
  slot: number;
  /** All are taken; only a repeated call, which needs none, can still go on. */
  usedUp: boolean;
}

/**
 * Counts the calls that a task makes under grants with a number of uses. What counts is in the store, committed with the intent of each call, and a slot can be taken once only: so the number holds on all replicas and
 * through a crash. A call counts as soon as it is on record, whatever becomes of it.
 */
export class GrantUses {
  readonly #database: Database;
  /** Slots that calls of this process are about to take. */
  readonly #aside = new Map<string, Set<number>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Sets a use aside; `done` must follow.
   * @param repeats whether the call has an idempotency key and so may be one that was counted before
   * @returns undefined for a call that needs no counting
   * @throws MeshError `grant_exceeded` when all are used
   */
  async reserve(principal: Principal, use: ToolUse, repeats: boolean): Promise<GrantUse | undefined> {
    const checked = checkGrants(principal.grants, use);
    const counted = checked.allowed ? (checked.counted ?? []) : [];
    const [first] = counted;
    if (!first) return undefined;
    const scope = labelScope(principal);
    for (const grant of counted) {
      const found = await this.#freeSlot(scope, grant);
      if (found) return found;
    }
    if (repeats) return { scope, grantDigest: grantDigest(first), slot: 1, usedUp: true };
    throw usedUp(use, counted);
  }

  /** The call is on record, or never will be. */
  done(use: GrantUse): void {
    if (use.usedUp) return;
    const key = keyOf(use);
    const slots = this.#aside.get(key);
    slots?.delete(use.slot);
    if (slots?.size === 0) this.#aside.delete(key);
  }

  /** Gives back the use of a call that turned out to be a repetition. */
  giveBack({ scope, grantDigest: digest }: GrantUse, callId: string): void {
    deleteGrantUse(this.#database.db, { scope, grantDigest: digest, callId }).catch((err: unknown) =>
      // The task has one call less than it was granted, never one more.
      log.warn({ err, call: callId }, "a use of a task grant could not be given back"),
    );
  }

  async #freeSlot(scope: string, grant: ToolGrant): Promise<GrantUse | undefined> {
    const use = { scope, grantDigest: grantDigest(grant) };
    const used = new Set(await listUsedSlots(this.#database.db, use));
    // Nothing is awaited from here on: two calls of this process never choose the same slot.
    const aside = this.#aside.get(keyOf(use)) ?? new Set();
    for (let slot = 1; slot <= (grant.uses ?? 0); slot++) {
      if (used.has(slot) || aside.has(slot)) continue;
      this.#aside.set(keyOf(use), aside.add(slot));
      return { ...use, slot, usedUp: false };
    }
    return undefined;
  }
}

export function usedUp(use: ToolUse, grants: readonly ToolGrant[] = []): MeshError {
  const uses = grants.reduce((sum, grant) => sum + (grant.uses ?? 0), 0);
  const often = uses === 0 ? "" : ` The task grants ${uses}.`;
  return new MeshError(
    "grant_exceeded",
    `The task has made all the calls of ${use.server}/${use.tool} that it was granted.${often}`,
    {
      remedy: { message: "Ask whoever gave you this task for a badge that grants more uses." },
    },
  );
}

function keyOf({ scope, grantDigest: digest }: Pick<GrantUse, "scope" | "grantDigest">): string {
  return `${digest} ${scope}`;
}
