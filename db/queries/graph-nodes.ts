import { and, asc, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { assets, assetVersions, clients, users } from "../schema";

/** What can be called: agents, MCP servers with the names of their tools, and models that are not retired. */
export function listGraphAssets(db: Db, params: { limit: number }) {
  return db
    .select({
      kind: assets.kind,
      name: assets.name,
      title: assets.title,
      domain: assets.domain,
      lifecycle: assets.lifecycle,
      suspendedReason: assets.suspendedReason,
      tools: sql<string[]>`coalesce((
        select array_agg(tool ->> 'name') from ${assetVersions} v, jsonb_array_elements(v.spec -> 'tools') tool
        where assets.kind = 'mcp-server' and v.asset_id = assets.id and v.version = assets.live_version), '{}')`,
    })
    .from(assets)
    .where(and(inArray(assets.kind, ["agent", "mcp-server", "model"]), ne(assets.lifecycle, "retired")))
    .orderBy(asc(assets.kind), asc(assets.name))
    .limit(params.limit);
}

/** What people and services are called. */
export async function listGraphPeople(
  db: Db,
  params: { users: readonly string[]; services: readonly string[] },
): Promise<{ kind: string; id: string; title: string }[]> {
  const [persons, services] = await Promise.all([
    db
      .select({ id: users.id, title: users.name })
      .from(users)
      .where(inArray(sql`${users.id}::text`, [...params.users])),
    db
      .select({ id: clients.clientId, title: clients.title })
      .from(clients)
      .where(inArray(clients.clientId, [...params.services])),
  ]);
  return [
    ...persons.map((row) => ({ kind: "user", ...row })),
    ...services.map((row) => ({ kind: "service", ...row })),
  ];
}
