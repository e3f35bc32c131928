import { findDatabaseFacts } from "@/db/queries/database-facts";
import { listRecentReplicas } from "@/db/queries/replicas";
import { VERSION } from "@/lib/core/version";
import { operation } from "@/lib/identity/operation";
import { system } from "./system.schema";

const SHOWN_FOR_MS = 3_600_000;
/** The gateway takes a replica for dead after the same time. */
const STALE_AFTER_MS = 15_000;
const MOST = 100;

/** What runs: the product's version, its database, and the processes that share the work. */
export const getSystem = operation({ permission: "system:read" })
  .route({ method: "GET", path: "/system", summary: "Version, database and replicas", tags: ["system"] })
  .output(system)
  .handler(async ({ context }) => {
    const { db } = context.database;
    const [database, replicas] = await Promise.all([
      findDatabaseFacts(db),
      listRecentReplicas(db, { seenWithinMs: SHOWN_FOR_MS, limit: MOST }),
    ]);
    return {
      version: VERSION,
      node: process.version,
      database,
      replicas: replicas.map(({ silentMs, startedAt, lastSeenAt, ...rest }) => ({
        ...rest,
        startedAt: startedAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        alive: silentMs < STALE_AFTER_MS,
      })),
    };
  });
