import type { ISql } from "postgres";

/** The specification of one version of an asset. */
export async function findVersionSpec(
  sql: ISql,
  params: { kind: string; name: string; version: number },
): Promise<unknown> {
  const [row] = await sql<{ spec: unknown }[]>`
    select v.spec from assets a join asset_versions v on v.asset_id = a.id
    where a.kind = ${params.kind} and a.name = ${params.name} and v.version = ${params.version}`;
  return row?.spec;
}
