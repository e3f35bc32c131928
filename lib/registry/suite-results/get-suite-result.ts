import { findSuiteResult } from "@/db/queries/suite-results";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { boundPart } from "../certification/certification.schema";
import { resultView } from "./result-view";
import { caseResult, suiteResultDetail, suiteResultRef } from "./suite-results.schema";

/** One run of a suite with the outcome of each case and what it was run on. @throws MeshError `not_found` */
export const getSuiteResult = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/suite-results/{id}",
    summary: "One result of an evaluation suite, case by case",
    tags: ["catalog"],
  })
  .input(suiteResultRef)
  .output(suiteResultDetail)
  .handler(async ({ input, context }) => {
    const row = await findSuiteResult(context.database.db, input);
    if (!row) throw new MeshError("not_found", "There is no such result.");
    return {
      ...resultView(row),
      cases: caseResult.array().nullable().parse(row.cases),
      basis: boundPart.array().parse(row.basis),
      bound: boundPart.array().parse(row.bound),
    };
  });
