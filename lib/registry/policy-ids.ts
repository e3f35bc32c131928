import type { Db } from "@/db/client";
import { listPolicyTexts, listPolicyVersions, lockPolicyIds } from "@/db/queries/policy-ids";
import { isMeshError } from "@/lib/core/errors";
import { type ParsedPolicy, parsePolicies, refusePolicies } from "@/lib/policy/parse-policies";

/**
 * From here to the end of the transaction nobody else puts a policy in force: what two would write at the same moment is looked at one after the other. Taken before any asset is locked, so that two transactions never wait for each
 * other.
 */
export function holdPolicyIds(tx: Db): Promise<void> {
  return lockPolicyIds(tx);
}

/**
 * An id belongs to one policy of the whole mesh: a second one would keep the next set from loading. Looks at what the transaction sees, which the validator, with the registry in memory, cannot.
 * @param name a policy asset as it was just written, under `holdPolicyIds`
 * @throws MeshError `invalid_request` with the id and the asset that has it
 */
export async function assertOwnPolicyIds(tx: Db, name: string): Promise<void> {
  const versions = await listPolicyVersions(tx);
  await learn(tx, versions);
  const taken = new Map<string, string>();
  for (const one of versions) {
    if (one.name !== name) for (const { id } of policiesIn(one)) taken.set(id, one.name);
  }
  const issues = versions
    .filter((one) => one.name === name)
    .flatMap(policiesIn)
    .flatMap(({ id, line }) => {
      const other = taken.get(id);
      return other === undefined
        ? []
        : [{ path: id, message: `line ${line}: the id is also used in ${other}` }];
    });
  if (issues.length > 0) refusePolicies(name, issues);
}

type Known = Pick<ParsedPolicy, "id" | "line">;
interface Version {
  name: string;
  digest: string;
}

/** What stands in which version. A version never changes; a policy without `@id` is named by its asset. */
const known = new Map<string, readonly Known[]>();
const MOST_KNOWN = 20_000;

function policiesIn({ name, digest }: Version): readonly Known[] {
  return known.get(`${name} ${digest}`) ?? [];
}

async function learn(tx: Db, versions: readonly Version[]): Promise<void> {
  if (known.size > MOST_KNOWN) known.clear();
  const names = versions
    .filter(({ name, digest }) => !known.has(`${name} ${digest}`))
    .map(({ name }) => name);
  if (names.length === 0) return;
  for (const { name, digest, text } of await listPolicyTexts(tx, { names })) {
    known.set(`${name} ${digest}`, read(name, text));
  }
}

/** A stored text that does not read is in no set, so it takes no id. */
function read(assetName: string, text: string): Known[] {
  try {
    return parsePolicies({ assetName, text, guardrail: false }).map(({ id, line }) => ({ id, line }));
  } catch (err) {
    if (isMeshError(err)) return [];
    throw err;
  }
}
