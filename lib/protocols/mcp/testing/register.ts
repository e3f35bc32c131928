import type { TestMesh } from "@/lib/gateway/testing/test-mesh";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import type { UpstreamAuth } from "@/lib/registry/kinds/upstream-auth";
import type { Fixture } from "./fixture";

/** Registers a fixture as it looks now. */
export async function registerFixture(
  test: TestMesh,
  name: string,
  fixture: Pick<Fixture, "url">,
  auth: UpstreamAuth = { type: "none" },
): Promise<void> {
  const { spec } = await fetchMcpServer(test.mesh.egress, { url: fixture.url, auth, headers: {} });
  await test.register("mcp-server", name, spec);
}
