import type { Sql } from "postgres";
import { listPartyNames } from "@/db/queries/audit-parties";

export interface Party {
  /** `kind:id` */
  ref: string;
  name: string;
}

/** Names parties as they are called now; one that is gone goes by its id. */
export async function nameParties(sql: Sql, refs: readonly string[]): Promise<(ref: string) => Party> {
  const of = (...kinds: string[]) =>
    [...new Set(refs)]
      .filter((ref) => kinds.includes(ref.slice(0, ref.indexOf(":"))))
      .map((ref) => ref.slice(ref.indexOf(":") + 1));
  const [userIds, clientIds] = [of("user"), of("service", "client")];
  const found =
    userIds.length + clientIds.length > 0 ? await listPartyNames(sql, { userIds, clientIds }) : [];
  const names = new Map(found.map(({ ref, name }) => [ref, name]));
  return (ref) => ({
    ref,
    name: ref.startsWith("mesh:") ? "The mesh" : (names.get(ref) ?? ref.slice(ref.indexOf(":") + 1)),
  });
}
