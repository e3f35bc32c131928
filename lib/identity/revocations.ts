import type { Database } from "@/db/client";
import { followChanges } from "@/db/follow-changes";
import { listRevocationsAfter, type RevocationRow } from "@/db/queries/revocations";
import { MeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";
import type { Principal } from "./principal";

/** What is revoked, in memory, at most a second behind the store. */
export interface Revocations {
  /**
   * Refuses a principal whose badge, or any badge it comes from, is revoked, or whose badge was issued before one of the clients or people of its chain was revoked.
   * @throws MeshError `invalid_token`; `unavailable` when what is revoked could not be read for 30 s, for then nobody can know
   */
  assertLive(principal: Principal): void;
  /** Reads the store now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export const revocationsService = serviceKey<Revocations>("revocations");

const POLL_MS = 500;
/** How long the last reading holds. */
const STALE_AFTER_MS = 30_000;

/** Starts to follow the store's revocations. */
export async function followRevocations(database: Database): Promise<Revocations> {
  const seen = new RevokedSet();
  const follower = await followChanges({
    sql: database.sql,
    channel: "signalbox_revoked",
    pollMs: POLL_MS,
    async read() {
      for (;;) {
        const rows = await listRevocationsAfter(database.db, { seq: seen.lastSeq });
        if (rows.length === 0) break;
        for (const row of rows) seen.add(row);
      }
      seen.dropExpired(Date.now());
    },
  });
  return {
    assertLive(principal) {
      if (follower.ageMs() > STALE_AFTER_MS) {
        throw new MeshError("unavailable", "Badges cannot be checked for revocation right now.");
      }
      if (seen.covers(principal))
        throw new MeshError("invalid_token", "The badge is not valid.", { detail: "revoked" });
    },
    refresh: follower.refresh,
    close: follower.close,
  };
}

class RevokedSet {
  lastSeq = 0;
  /** Ids of badges, with the moment from which they need not be remembered. */
  readonly #badges = new Map<string, number>();
  /** Clients and people: what was issued up to `atMs` is dead. */
  readonly #holders = new Map<string, { atMs: number; expiresAtMs: number }>();

  add(row: RevocationRow): void {
    this.lastSeq = Math.max(this.lastSeq, row.seq);
    const expiresAtMs = row.expiresAt.getTime();
    if (row.kind === "badge") {
      this.#badges.set(row.value, expiresAtMs);
      return;
    }
    const key = `${row.kind}:${row.value}`;
    const atMs = Math.max(row.at.getTime(), this.#holders.get(key)?.atMs ?? 0);
    this.#holders.set(key, {
      atMs,
      expiresAtMs: Math.max(expiresAtMs, this.#holders.get(key)?.expiresAtMs ?? 0),
    });
  }

  covers(principal: Principal): boolean {
    const { badge } = principal;
    if (!badge) return false;
    if (this.#badges.size > 0) {
      if (this.#badges.has(badge.id)) return true;
      for (const ancestor of badge.ancestors) if (this.#badges.has(ancestor)) return true;
    }
    if (this.#holders.size === 0) return false;
    const clients = badge.clients ?? (principal.clientId === undefined ? [] : [principal.clientId]);
    if (clients.some((client) => this.#revokedSince(`client:${client}`, badge.issuedAtMs))) return true;
    return principal.chain.some(
      (actor) => actor.kind === "user" && this.#revokedSince(`user:${actor.id}`, badge.issuedAtMs),
    );
  }

  dropExpired(nowMs: number): void {
    for (const [id, expiresAtMs] of this.#badges) if (expiresAtMs < nowMs) this.#badges.delete(id);
    for (const [key, { expiresAtMs }] of this.#holders) if (expiresAtMs < nowMs) this.#holders.delete(key);
  }

  #revokedSince(key: string, issuedAtMs: number): boolean {
    const entry = this.#holders.get(key);
    return entry !== undefined && issuedAtMs <= entry.atMs;
  }
}
