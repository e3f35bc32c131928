import { authorizationScenarios } from "./mcp/authorization-scenarios";
import { clientScenarios } from "./mcp/client-scenarios";
import { isolation } from "./mcp/isolation";
import { type Check, runnerVersion } from "./mcp/official-runner";
import { serverScenarios } from "./mcp/server-scenarios";
import type { Miss, Suite, SuiteResult } from "./suite";

const REVISIONS = ["2025-11-25", "2026-07-28"];

/** The official runner: what a server passes directly must pass through the mesh, and the mesh's token service is what clients of MCP expect. */
export const run: Suite = async ({ quick }) => {
  const result: SuiteResult = {
    title: "MCP: the official conformance runner",
    what: "Every scenario that the runner knows for a revision, extensions and unscored ones included, against examples/conformance-server directly and through the mesh; passed counts the checks at the mesh's address. Then the runner's scenarios for authorization servers against the token service, its scenarios for clients with the mesh between an official client and the runner's servers (those about OAuth aside: the mesh brings its own credential to a server and signs in nowhere), and 200 clients of two owners at once, each with a marker in every call.",
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
  if (!quick) {
    const { passed, misses } = await meshAsClient();
    result.passed += passed;
    result.expected.push(
      ...misses.filter(({ id }) => id in EXPECTED).map(({ id }) => ({ id, why: EXPECTED[id] ?? "" })),
    );
    result.failures.push(...misses.filter(({ id }) => !(id in EXPECTED)), ...stale(misses));
    figures["the mesh as client: passed"] = passed;
  }
  const { calls, foreign } = await isolation(200, quick ? 2 : 50);
  result.failures.push(...foreign.map((why) => ({ id: "isolation", why })));
  if (foreign.length === 0) result.passed++;
  figures["calls of 200 clients of two owners"] = calls;
  figures["answers with a foreign marker"] = foreign.length;
  return { ...result, figures };
};

/** Before a server is registered nobody knows its generation, so the mesh introduces itself in both. */
const BOTH =
  "A registration looks at the server in both generations. The runner takes every request for one of 2026-07-28, the first `initialize` of the older generation as well.";
const EXPECTED: Readonly<Record<string, string>> = {
  "client 2026-07-28 request-metadata/sep-2575-http-client-sends-version-header": BOTH,
  "client 2026-07-28 request-metadata/sep-2575-client-populates-meta": BOTH,
  "client 2026-07-28 request-metadata/sep-2575-client-sends-client-info": BOTH,
  "client 2026-07-28 http-standard-headers/sep-2243-client-includes-standard-headers#2": BOTH,
};

async function meshAsClient(): Promise<{ passed: number; misses: Miss[] }> {
  const found = await clientScenarios();
  const isMiss = (check: Check) => check.status === "FAILURE" || check.status === "WARNING";
  return {
    passed: found.filter(({ check }) => check.status === "SUCCESS").length,
    misses: found.filter(({ check }) => isMiss(check)).map(({ id, check }) => ({ id, why: check.message })),
  };
}

/** What is expected to be missed and is not has to leave the list. */
function stale(misses: readonly Miss[]): Miss[] {
  const missed = new Set(misses.map(({ id }) => id));
  return Object.keys(EXPECTED)
    .filter((id) => !missed.has(id))
    .map((id) => ({ id, why: "is expected to be missed and passes" }));
}

function missOf(part: string, { id, message }: Check): Miss {
  return { id: `${part} ${id}`, why: message };
}
