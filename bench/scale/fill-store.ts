import { type Database, openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { ensurePartitions } from "@/db/partitions";
import { assets, assetVersions, domains } from "@/db/schema";
import { digestOf } from "@/lib/core/canonical-json";
import { newId } from "@/lib/core/ids";

export interface StoreSize {
  assets: number;
  policies: number;
  calls: number;
}

const DOMAIN = "filler";
/** As long as a purpose with a few skills is. */
const TEXT =
  "answers questions about customers, orders and invoices and prepares what a person decides. ".repeat(6);
const BATCH = 1_000;
const CALLS_BATCH = 50_000;

/** Fills the embedded database of a data folder before a mesh starts on it: models nobody calls, a policy for each of the first ones, and calls of an hour ago. */
export async function fillStore(homeDir: string, size: StoreSize): Promise<void> {
  const server = await startEmbeddedPostgres(homeDir);
  try {
    const database = openDatabase(server.url, 2);
    await migrateDatabase(database);
    await ensurePartitions(database.sql);
    await database.db.insert(domains).values({ name: DOMAIN, title: "Filler" });
    await insertAssets(database, "model", size.assets, (nth) => ({
      api: "openai",
      url: `http://127.0.0.1:9/${nth}`,
      upstreamModel: "m",
      capabilities: ["chat"],
      auth: { type: "none" },
    }));
    await insertAssets(database, "policy", size.policies, (nth) => ({
      text: `@id("filler-${nth}") permit(principal is Agent, action == Action::"useModel", resource == Model::"model-${nth}");`,
      guardrail: false,
    }));
    await insertCalls(database, size.calls);
    await database.sql`vacuum analyze`;
    await database.close();
  } finally {
    await server.stop();
  }
}

async function insertAssets(
  { db }: Database,
  kind: "model" | "policy",
  count: number,
  specOf: (nth: number) => object,
): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => ({
      id: newId(),
      name: `${kind}-${from + i}`,
      spec: specOf(from + i),
    }));
    await db.insert(assets).values(
      rows.map(({ id, name }) => ({
        id,
        kind,
        name,
        domain: DOMAIN,
        title: name,
        liveVersion: 1,
        protocol: kind === "model" ? "openai" : null,
        searchText: `${name} ${DOMAIN} ${name} ${TEXT}`,
      })),
    );
    await db.insert(assetVersions).values(
      rows.map(({ id, spec }) => ({
        id: newId(),
        assetId: id,
        version: 1,
        digest: digestOf(spec),
        spec,
        createdBy: "service:bench",
      })),
    );
  }
}

/** The ids are of version 7 and of one hour ago, so that the rows lie where real ones would. */
async function insertCalls({ sql }: Database, count: number): Promise<void> {
  for (let from = 1; from <= count; from += CALLS_BATCH) {
    const to = Math.min(from + CALLS_BATCH - 1, count);
    await sql`
    insert into calls (id, started_at, ended_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind,
      caller_id, subject_id, chain, callee_kind, callee_name, hop, decision, policy_version, inputs, status, request_bytes)
    select (lpad(to_hex(at_ms), 12, '0') || '7' || substr(md5(n::text), 1, 3) || 'a' || substr(md5(n::text), 4, 15))::uuid,
      to_timestamp(at_ms / 1000.0), to_timestamp(at_ms / 1000.0), ${newId()}::uuid, md5(n::text), substr(md5(n::text), 1, 16),
      'openai', 'chat.completions', 'useModel', 'agent', 'agent-' || n % 100, 'agent:agent-' || n % 100, '{}', 'model',
      'model-' || n % 1000, 1, 'allow', 'filler', '{}', 'completed', 300
    from (select n, (extract(epoch from now()) * 1000)::bigint - 3600000 + n / 1000 as at_ms from generate_series(${from}::int, ${to}::int) n) rows`;
  }
}
