import type { Db } from "@/db/client";
import { listRecordedDecisions } from "@/db/queries/recorded-decisions";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import { registryEntities } from "../entities";
import { liveSources } from "../live-sources";
import { createPolicySet } from "../policy-set";
import { draftSources } from "./draft-sources";
import { neededArguments } from "./needed-arguments";
import { rangeOf } from "./range-of";
import { type Needs, readEvidence, type ToolVersions } from "./read-evidence";
import type { PolicyDraft, ReplayResult } from "./replay.schema";
import { ruleAgain } from "./rule-again";
import { Tally } from "./tally";

const BATCH = 500;

export interface ReplayQuestion {
  draft: readonly PolicyDraft[];
  /** The newest so many decisions. */
  limit: number;
  /** Instants in ISO 8601. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Rules the newest recorded decisions once under the set in force and once with the draft in it, each with what the policies saw then.
 * @param onBatch told after each batch how many have been looked at; answers whether to go on
 * @returns undefined when it was told to stop
 * @throws MeshError `invalid_request` when the set with the draft does not compile
 */
export async function replayDecisions(
  db: Db,
  registry: RegistrySnapshot,
  question: ReplayQuestion,
  onBatch: (looked: number, tally: Tally) => Promise<boolean> = async () => true,
): Promise<ReplayResult | undefined> {
  const now = liveSources(registry);
  const then = draftSources(now, question.draft);
  const sets = { current: createPolicySet(now), draft: createPolicySet(then) };
  const needs: Needs = {
    labels: sets.current.readsLabels || sets.draft.readsLabels,
    arguments: neededArguments([...now, ...then]),
  };
  const entities = registryEntities(registry);
  const tally = new Tally({ current: sets.current.version, draft: sets.draft.version });
  const versions: ToolVersions = new Map();
  const { from, to } = rangeOf(question);
  let before = to;
  for (let looked = 0; looked < question.limit; ) {
    const limit = Math.min(BATCH, question.limit - looked);
    const rows = await listRecordedDecisions(db, { from, to: before, limit });
    const read = await readEvidence(db, rows, needs, versions);
    for (const [at, row] of rows.entries()) {
      const one = read[at];
      if (!one) continue;
      tally.see(row);
      if (!one.replayable) {
        tally.leaveOut(row, one.why);
        continue;
      }
      const ruled = ruleAgain(sets, one.evidence, entities);
      if (ruled.reproduced) tally.add(row, one.evidence.inputs, ruled.before, ruled.after, ruled.besides);
      else tally.leaveOut(row, "differs");
    }
    looked += rows.length;
    before = rows.at(-1)?.id;
    if (!(await onBatch(looked, tally))) return undefined;
    if (rows.length < limit) break;
  }
  return tally.result();
}
