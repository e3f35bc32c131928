import { startConformanceServer } from "@/examples/conformance-server/start-conformance-server";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import { startBadgeFront } from "./mcp/badge-front";
import { compare } from "./mcp/compare";
import { officialRunner, runnerVersion } from "./mcp/official-runner";
import type { Miss, Suite, SuiteResult } from "./suite";

const REVISIONS = ["2025-11-25", "2026-07-28"] as const;

/** The official runner against the conformance server, directly and through the mesh: what passes directly must pass through the mesh. */
export const run: Suite = async () => {
  const server = await startConformanceServer(0);
  const mesh = await openTestMesh((m) => mcpRoutes(m));
  const { spec } = await fetchMcpServer(mesh.mesh.egress, {
    url: server.url,
    auth: { type: "none" },
    headers: {},
  });
  await mesh.register("mcp-server", "conformance", spec);
  await mesh.allowAll();
  const front = await startBadgeFront(`${mesh.url}/mcp/conformance`, mesh.badge({ agent: "runner" }));
  const result: SuiteResult = {
    title: "MCP: the official conformance runner",
    what: "Every scenario that the runner knows for a revision, extensions and unscored ones included, against examples/conformance-server directly and through the mesh. Passed counts the checks at the mesh's address.",
    versions: { "@modelcontextprotocol/conformance": runnerVersion() },
    passed: 0,
    failures: [],
    expected: [],
    figures: {},
  };
  try {
    for (const revision of REVISIONS) {
      const [direct, through] = await Promise.all(
        [server.url, front.url].map((url) =>
          officialRunner(["server", "--url", url, "--requirements", revision]),
        ),
      );
      const { passed, lost, neither, gained } = compare(direct ?? [], through ?? []);
      result.passed += passed.length;
      const miss = ({ id, message }: { id: string; message: string }): Miss => ({
        id: `${revision} ${id}`,
        why: message,
      });
      result.failures.push(...lost.map(miss), ...neither.map(miss));
      const directly = (direct ?? []).filter(({ status }) => status === "SUCCESS").length;
      result.figures = {
        ...result.figures,
        [`${revision}: passed directly`]: directly,
        [`${revision}: passed through the mesh`]: passed.length,
        [`${revision}: lost through the mesh`]: lost.length,
        [`${revision}: gained through the mesh`]: gained.length,
      };
    }
    return result;
  } finally {
    await front.close();
    await mesh.close();
    await server.close();
  }
};
