import { listSuiteResults as readResults } from "@/db/queries/suite-results";
import { operation } from "@/lib/identity/operation";
import { resultView } from "./result-view";
import { listSuiteResultsInput, listSuiteResultsOutput } from "./suite-results.schema";

/** Results of a suite, of an asset, or of both, the latest run first. */
export const listSuiteResults = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/suite-results",
    summary: "What came of evaluation suites",
    tags: ["catalog"],
  })
  .input(listSuiteResultsInput)
  .output(listSuiteResultsOutput)
  .handler(async ({ input, context }) => {
    const { suite, verdict, before, limit } = input;
    const [kind = "", name = ""] = input.subject?.split("/") ?? [];
    const subject = input.subject === undefined ? undefined : { kind, name };
    const isPass = verdict && verdict === "passed";
    const filter = { suite, subject, isPass, before };
    const rows = await readResults(context.database.db, { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit).map(resultView);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
