import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { followChanges } from "@/db/follow-changes";
import { findSecret } from "@/db/queries/secrets";
import { MeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";
import type { Vault } from "./vault";

/** Credentials that the mesh presents upstream, opened when a call needs one. */
export interface Secrets {
  /** @throws MeshError `unavailable` when there is no secret of that name or it cannot be opened */
  get(name: string): Promise<string>;
  close(): Promise<void>;
}

export const secretsService = serviceKey<Secrets>("secrets");

const CACHE_SIZE = 500;
/** An upper bound on how long a changed secret may go on being used if its notification was lost. */
const CACHE_TTL_MS = 30_000;

/** Starts to serve secrets from the store, with those in use kept in memory until they change. */
export async function openSecrets(database: Database, vault: Vault): Promise<Secrets> {
  const cache = new LRUCache<string, Promise<string>>({ max: CACHE_SIZE, ttl: CACHE_TTL_MS });
  const follower = await followChanges({
    sql: database.sql,
    channel: "signalbox_secrets",
    pollMs: CACHE_TTL_MS,
    onNotify: (name) => {
      cache.delete(name);
    },
    // Nothing is read ahead. Whatever was missed while the connection was gone expires with its time to live.
    read: async () => {},
  });
  return {
    async get(name) {
      const known = cache.get(name);
      if (known) return known;
      const reading = readSecret(database, vault, name);
      cache.set(name, reading);
      // A failure is not kept: the next call looks again.
      reading.catch(() => {
        if (cache.peek(name) === reading) cache.delete(name);
      });
      return reading;
    },
    close: follower.close,
  };
}

async function readSecret(database: Database, vault: Vault, name: string): Promise<string> {
  const row = await findSecret(database.db, { name });
  if (!row) {
    throw new MeshError("unavailable", "The mesh lacks a credential for this upstream.", {
      detail: `secret ${name}`,
    });
  }
  return vault.open(secretRowName(name), row.ciphertext).toString("utf8");
}

/** The associated data of a secret's ciphertext. */
export function secretRowName(name: string): string {
  return `secrets/${name}`;
}
