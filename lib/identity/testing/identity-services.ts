import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { Database } from "@/db/client";
import { type KeyRing, openKeyRing } from "../key-ring";
import { followRevocations, type Revocations } from "../revocations";
import { type Vault, vaultOf } from "../vault";
import { type BadgeVerifier, createBadgeVerifier } from "../verify-badge";
import { PUBLIC_URL } from "./forge-badge";

export { PUBLIC_URL };

/** The identity services of one replica. */
export interface Replica {
  vault: Vault;
  ring: KeyRing;
  revocations: Revocations;
  verifier: BadgeVerifier;
  close(): Promise<void>;
}

const kek = randomBytes(32);

/** Starts a replica on a database. Replicas of one test file share the key-encryption key. */
export async function startReplica(database: Database, publicUrl = PUBLIC_URL): Promise<Replica> {
  const vault = vaultOf(kek);
  const ring = await openKeyRing(database, vault);
  const revocations = await followRevocations(database);
  return {
    vault,
    ring,
    revocations,
    verifier: createBadgeVerifier({ ring, revocations, publicUrl }),
    async close() {
      await revocations.close();
      await ring.close();
    },
  };
}

/** One replica for the tests of a file, on its database. */
export function testReplica(database: () => Database): () => Replica {
  let replica: Replica | undefined;
  beforeAll(async () => {
    replica = await startReplica(database());
  });
  afterAll(async () => {
    await replica?.close();
  });
  return () => {
    if (!replica) throw new Error("the replica is ready only inside a test");
    return replica;
  };
}
