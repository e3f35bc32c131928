import { startConformanceServer } from "@/examples/conformance-server/start-conformance-server";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import { startBadgeFront } from "./badge-front";
import { type Comparison, compare } from "./compare";
import { type Check, officialRunner } from "./official-runner";

export interface ServerScenarios extends Comparison {
  revision: string;
  /** Checks that the server passes by itself. */
  directly: number;
}

/**
 * Every scenario that the runner knows for a revision against the conformance server, directly and through the mesh.
 * @param alone leaves the direct run out: then everything that does not pass through the mesh is a miss
 */
export async function serverScenarios(
  revisions: readonly string[],
  alone: boolean,
): Promise<ServerScenarios[]> {
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
  try {
    const found: ServerScenarios[] = [];
    for (const revision of revisions) {
      const at = (url: string) => officialRunner(["server", "--url", url, "--requirements", revision]);
      const [direct, through] = await Promise.all([alone ? [] : at(server.url), at(front.url)]);
      found.push({ revision, directly: direct.filter(isPass).length, ...compare(direct, through) });
    }
    return found;
  } finally {
    await front.close();
    await mesh.close();
    await server.close();
  }
}

function isPass({ status }: Check): boolean {
  return status === "SUCCESS";
}
