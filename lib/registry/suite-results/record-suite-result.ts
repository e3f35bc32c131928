import { findResultIdByContent, insertSuiteResult, lockForResult } from "@/db/queries/suite-results";
import { appendAudit } from "@/lib/audit/append-audit";
import { digestOf } from "@/lib/core/canonical-json";
import { newId } from "@/lib/core/ids";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assertSteward } from "../assert-steward";
import { boundDigestOf, boundOf } from "../certification/read-bound";
import { reexamine } from "../certification/reexamine";
import { assertNotItself, assertProven, assertWhole, readNamed, timeOf } from "./assert-result";
import { isPass, totalOf } from "./judge";
import { recordedResult, recordSuiteResultInput } from "./suite-results.schema";

/**
 * Puts on record what came of a run of an evaluation suite, bound to exactly the versions that were run. Whether it passes follows from the suite's own threshold. Certificates that it makes untrue are suspended with it. The same again changes nothing.
 * @throws MeshError `not_found`, `permission_denied`, `conflict` for proof that is none, `invalid_request`
 */
export const recordSuiteResult = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/suites/{suite}/results",
    summary: "Record a result of an evaluation suite",
    tags: ["registry"],
  })
  .input(recordSuiteResultInput)
  .output(recordedResult)
  .handler(({ input, context }) =>
    context.database.db.transaction(async (tx) => {
      const { principal } = context;
      const { actor, roles } = authorOf(principal);
      const { basis, subject } = await readNamed(tx, input);
      const { kind, name } = subject;
      assertSteward(principal, subject.domain);
      assertNotItself(principal, subject);
      const counts = await assertWhole(tx, basis, input);
      const ranAt = timeOf(input);
      const bound = await boundOf(tx, subject, subject);
      const provingCalls = await assertProven(tx, subject, input.traces ?? []);
      const { suite, spec } = basis;
      const told = {
        basisDigest: basis.digest,
        boundDigest: boundDigestOf(bound),
        ...counts,
        cases: input.cases ?? null,
        score: input.score ?? null,
        runner: input.runner,
        link: input.link ?? null,
        traces: input.traces ?? [],
        recordedBy: actor,
      };
      const contentDigest = digestOf({ ...told, ranAt: ranAt.toISOString() });
      const id = newId();
      const passes = isPass(counts, spec.passAt);
      const verdict = passes ? ("passed" as const) : ("failed" as const);
      const named = {
        suite: { name: suite.name, version: suite.version, digest: suite.digest },
        subject: { kind, name, version: subject.version, digest: subject.digest },
      };
      const answer = {
        verdict,
        share: counts.passed / totalOf(counts),
        passAt: spec.passAt,
        ...named,
      };
      await lockForResult(tx, { suiteId: suite.assetId, assetId: subject.assetId });
      const isNew = await insertSuiteResult(tx, {
        id,
        suiteId: suite.assetId,
        suiteVersion: suite.version,
        suiteDigest: suite.digest,
        basis: basis.parts,
        assetId: subject.assetId,
        version: subject.version,
        digest: subject.digest,
        bound,
        ...told,
        passAt: spec.passAt,
        isPass: passes,
        ranAt,
        provingCalls,
        contentDigest,
      });
      if (!isNew) {
        const known = await findResultIdByContent(tx, { contentDigest });
        return { id: known ?? id, ...answer, recorded: false, entryId: null };
      }
      const entryId = await appendAudit(tx, {
        type: "io.signalbox.suite.result_recorded",
        actor,
        roles,
        object: `${kind}:${name}`,
        outcome: "ok",
        payload: {
          result: id,
          verdict,
          text: `${suite.name} v${suite.version}: ${counts.passed} of ${totalOf(counts)} cases`,
          ...counts,
          pass_at: spec.passAt,
          ...named,
          basis: basis.parts,
          bound,
          ran_at: ranAt.toISOString(),
          runner: input.runner,
          link: input.link,
          traces: input.traces,
          content_digest: contentDigest,
        },
      });
      await reexamine(tx, { kind, name, by: actor });
      return { id, ...answer, recorded: true, entryId };
    }),
  );
