import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { serviceKey } from "@/lib/core/services";
import * as schema from "./schema";

/** Typed queries. A transaction handed to a callback has the same type, so query functions work in both. */
export type Db = PostgresJsDatabase<typeof schema>;

/** The connections of one process. */
export interface Database {
  /** Typed queries and transactions for operations. */
  db: Db;
  /** The driver, for batched hot writes, LISTEN and what drizzle has no words for. */
  sql: Sql;
  url: string;
  close(): Promise<void>;
}

export const databaseService = serviceKey<Database>("database");

const CONNECT_TIMEOUT_S = 5;
const STATEMENT_TIMEOUT_MS = 15_000;

/**
 * Opens a pool. Connections are made when first used.
 * @param max how many connections at most
 */
export function openDatabase(url: string, max = 10): Database {
  const sql = postgres(url, {
    max,
    connect_timeout: CONNECT_TIMEOUT_S,
    idle_timeout: 60,
    onnotice: () => {},
    connection: {
      application_name: "signalbox",
      statement_timeout: STATEMENT_TIMEOUT_MS,
      timezone: "UTC",
    },
  });
  // Drizzle takes over the pool's date parsers; a pool of its own keeps the driver's behaviour the documented one.
  const typed = postgres(url, {
    max,
    connect_timeout: CONNECT_TIMEOUT_S,
    idle_timeout: 60,
    onnotice: () => {},
    connection: { application_name: "signalbox", statement_timeout: STATEMENT_TIMEOUT_MS, timezone: "UTC" },
  });
  return {
    db: drizzle(typed, { schema }),
    sql,
    url,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), typed.end({ timeout: 5 })]);
    },
  };
}
