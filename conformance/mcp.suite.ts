import { authorizationScenarios } from "./mcp/authorization-scenarios";
import { isolation } from "./mcp/isolation";
import { type Check, runnerVersion } from "./mcp/official-runner";
import { serverScenarios } from "./mcp/server-scenarios";
import type { Miss, Suite, SuiteResult } from "./suite";

const REVISIONS = ["2025-11-25", "2026-07-28"];

/** The official runner: what a server passes directly must pass through the mesh, and the mesh's token service is what clients of MCP expect. */
export const run: Suite = async ({ quick }) => {
  const result: SuiteResult = {
    title: "MCP: the official conformance runner",
    what: "Every scenario that the runner knows for a revision, extensions and unscored ones included, against examples/conformance-server directly and through the mesh; passed counts the checks at the mesh's address. Then the runner's scenarios for authorization servers against the token service, and 200 clients of two owners at once, each with a marker in every call.",
    versions: { "@modelcontextprotocol/conformance": runnerVersion() },
    passed: 0,
    failures: [],
    expected: [],
  };
  const figures: Record<string, string | number> = {};
  for (const { revision, directly, passed, lost, neither, gained } of await serverScenarios(
    REVISIONS,
    quick,
  )) {
    result.passed += passed.length;
    result.failures.push(...[...lost, ...neither].map((check) => missOf(revision, check)));
    figures[`${revision}: passed directly`] = directly;
    figures[`${revision}: passed through the mesh`] = passed.length;
    figures[`${revision}: lost through the mesh`] = lost.length;
    figures[`${revision}: passed only through the mesh`] = gained.length;
  }
  const authorization = await authorizationScenarios();
  const agreed = authorization.filter(({ status }) => status === "SUCCESS");
  result.passed += agreed.length;
  result.failures.push(
    ...authorization
      .filter((check) => !agreed.includes(check))
      .map((check) => missOf("authorization", check)),
  );
  figures["authorization server: passed"] = agreed.length;
  const { calls, foreign } = await isolation(200, quick ? 2 : 50);
  result.failures.push(...foreign.map((why) => ({ id: "isolation", why })));
  if (foreign.length === 0) result.passed++;
  figures["calls of 200 clients of two owners"] = calls;
  figures["answers with a foreign marker"] = foreign.length;
  return { ...result, figures };
};

function missOf(part: string, { id, message }: Check): Miss {
  return { id: `${part} ${id}`, why: message };
}
