import { openTestMesh, type TestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { type KeyRing, keyRingService } from "@/lib/identity/key-ring";
import { fetchAgentCard } from "@/lib/registry/fetch-agent-card";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { startUpstream, type Upstream } from "../hostile/upstream";

/** A whole mesh with a callee behind every door that takes whatever comes, and a policy that allows everything: what is refused is refused for its credential. */
export interface Stage extends TestMesh {
  upstream: Upstream;
  ring: KeyRing;
  /** Calls that reached a callee. */
  hits(): number;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const upstream = await startUpstream();
  const mesh = await openTestMesh(gatewayApp, {
    SIGNALBOX_KEK: "a key for the length of a suite",
    SIGNALBOX_RATE_LIMIT: "1000000",
  });
  const auth = { type: "none" as const };
  const { egress } = mesh.mesh;
  const { spec: agent } = await fetchAgentCard(egress, `${upstream.url}/.well-known/agent-card.json`);
  const { spec: tools } = await fetchMcpServer(egress, { url: `${upstream.url}/mcp`, auth, headers: {} });
  if (!agent) throw new Error("the callee's card is not usable");
  await mesh.register("agent", "yes-agent", { ...agent, auth });
  await mesh.register("mcp-server", "yes-tools", tools);
  const model = { upstreamModel: "x", capabilities: ["chat" as const], auth };
  await mesh.register("model", "m", { ...model, api: "openai", url: `${upstream.url}/openai/v1` });
  await mesh.register("model", "c", { ...model, api: "anthropic", url: `${upstream.url}/anthropic` });
  await mesh.allowAll();
  upstream.forget();
  return {
    ...mesh,
    upstream,
    ring: mesh.mesh.services.get(keyRingService),
    hits: () => upstream.hits.length,
    async close() {
      await mesh.close();
      await upstream.close();
    },
  };
}
