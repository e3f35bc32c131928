import { findAssetHead } from "@/db/queries/assets";
import { listCertificates } from "@/db/queries/certificates";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { resultView } from "../suite-results/result-view";
import { boundPart, certification, certificationRef, type DemandedSuiteView } from "./certification.schema";
import { certify } from "./certify";
import { lookHere } from "./gather-evidence";
import { readBound } from "./read-bound";
import { type DemandedSuite, readFacts } from "./read-facts";

const MAX_CERTIFICATES = 50;

/** What an asset's certificate depends on as it is now, what it is bound to, and every certificate that it had. @throws MeshError `not_found` */
export const getCertification = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/certificate",
    summary: "What an asset's certificate depends on",
    tags: ["catalog"],
  })
  .input(certificationRef)
  .output(certification)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const head = await findAssetHead(db, input);
    if (!head) throw new MeshError("not_found", "There is no such asset.");
    const bound = await readBound(db, input);
    const facts = await readFacts(
      db,
      { ...input, ...head },
      lookHere(context.services, { ...input, ...head }, bound),
    );
    const rows = await listCertificates(db, { assetId: head.id, limit: MAX_CERTIFICATES });
    return {
      ...input,
      state: rows[0] ? stateOf(rows[0].state) : "none",
      conditions: certify(facts),
      suites: facts.suites.map(suiteView),
      bound,
      certificates: rows.map((row) => ({
        id: row.id,
        state: stateOf(row.state),
        version: row.version,
        digest: row.digest,
        bound: boundPart.array().parse(row.bound),
        reasons: row.reasons,
        issuedBy: row.issuedBy,
        issuedAt: row.issuedAt.toISOString(),
        since: row.since.toISOString(),
        change: row.change,
      })),
    };
  });

/** What is not known to be valid is not. */
function stateOf(state: string): "valid" | "suspended" {
  return state === "valid" ? "valid" : "suspended";
}

function suiteView(suite: DemandedSuite): DemandedSuiteView {
  const { name: reference, version, passed, why, result, rests, rules, itself } = suite;
  const latest = result && resultView(result);
  return {
    reference,
    name: rests[0]?.name ?? reference,
    version,
    state: passed === undefined ? "none" : passed ? "passed" : "failed",
    why: why ?? null,
    askedBy: [...(rules ? (["rule"] as const) : []), ...(itself ? (["itself"] as const) : [])],
    latest: latest
      ? {
          id: latest.id,
          verdict: latest.verdict,
          counts: passed !== undefined,
          passed: latest.passed,
          total: latest.passed + latest.failed + latest.errors,
          passAt: latest.passAt,
          ranAt: latest.ranAt,
          runner: latest.runner,
          link: latest.link,
          recordedBy: latest.recordedBy.name,
        }
      : null,
  };
}
