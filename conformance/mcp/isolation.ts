import { startConformanceServer } from "@/examples/conformance-server/start-conformance-server";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { modernClient, sessionClient } from "@/lib/protocols/mcp/testing/clients";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";

export interface Isolation {
  calls: number;
  /** Answers that are not exactly what their caller said. */
  foreign: string[];
}

/** A tool that says its argument, which the client repeats in a header as the tool's schema wants. */
const TOOL = "test_custom_headers";

/**
 * Many clients of two owners and both generations at one server at the same time, each with a marker of its own in every call: an answer that reaches another caller shows another marker (CVE-2026-25536, row 8 of
 * the threat table).
 */
export async function isolation(clients: number, callsEach: number): Promise<Isolation> {
  const server = await startConformanceServer(0);
  const mesh = await openTestMesh((m) => mcpRoutes(m));
  try {
    const { spec } = await fetchMcpServer(mesh.mesh.egress, {
      url: server.url,
      auth: { type: "none" },
      headers: {},
    });
    await mesh.register("mcp-server", "conformance", spec);
    await mesh.register("mcp-server", "sessions", { ...spec, revisions: ["2025-11-25"] });
    await mesh.allowAll();
    const all = Array.from({ length: clients }, async (_, at) => {
      const owner = at % 2 === 0 ? "left" : "right";
      const door = `${mesh.url}/mcp/${at % 4 < 2 ? "conformance" : "sessions"}`;
      const badge = mesh.badge({ agent: owner });
      const client =
        at % 3 === 0 ? (await sessionClient(door, badge)).client : await modernClient(door, badge);
      const { tools } = await client.listTools();
      const foreign: string[] = tools.some(({ name }) => name === TOOL) ? [] : [`${TOOL} is not listed`];
      for (let call = 0; call < callsEach; call++) {
        const marker = `${owner}-${at}-${call}`;
        const result = await client.callTool({ name: TOOL, arguments: { region: marker } });
        const said = JSON.stringify(result.content);
        if (said !== JSON.stringify([{ type: "text", text: `Region ${marker}` }])) foreign.push(said);
      }
      await client.close();
      return foreign;
    });
    const foreign = (await Promise.all(all)).flat();
    return { calls: clients * callsEach, foreign };
  } finally {
    await mesh.close();
    await server.close();
  }
}
