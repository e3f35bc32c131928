import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import type { Stage } from "./stage";

/** Looks into the gateway's own database for as long as `work` takes. */
export async function withDatabase(stage: Stage, work: (sql: Sql) => Promise<void>): Promise<void> {
  const { homeDir } = stage.gateway;
  const password = readFileSync(join(homeDir, "postgres.password"), "utf8").trim();
  const port = readFileSync(join(homeDir, "postgres/postmaster.pid"), "utf8").split("\n")[3];
  const sql = postgres(`postgres://signalbox:${password}@127.0.0.1:${port}/postgres`, {
    max: 1,
    onnotice: () => {},
  });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
