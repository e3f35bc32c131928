import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { AssetKind, SpecOf } from "@/lib/registry/kinds";

/** A registry in memory with the given assets. */
export function snapshotOf(assets: readonly Asset[]): RegistrySnapshot {
  const byKind = new Map<AssetKind, Map<string, Asset>>();
  for (const asset of assets) {
    const byName = byKind.get(asset.kind) ?? new Map<string, Asset>();
    byName.set(asset.name, asset);
    byKind.set(asset.kind, byName);
  }
  return {
    revision: 1,
    find: <K extends AssetKind>(kind: K, name: string) => byKind.get(kind)?.get(name) as Asset<K> | undefined,
    list: <K extends AssetKind>(kind: K) => [...(byKind.get(kind)?.values() ?? [])] as unknown as Asset<K>[],
  };
}

export function agentAsset(name: string, more: Partial<Asset<"agent">> = {}): Asset<"agent"> {
  const spec: SpecOf<"agent"> = {
    card: {},
    cardUrl: `https://${name}.example/card`,
    interfaces: [{ url: `https://${name}.example/`, binding: "JSONRPC", version: "1.0" }],
    skills: [{ id: "answer", name: "Answer", description: "", tags: [] }],
    streaming: false,
    pushNotifications: false,
    auth: { type: "none" },
  };
  return { ...head(name), kind: "agent", spec, ...more };
}

export function modelAsset(name: string, more: Partial<Asset<"model">> = {}): Asset<"model"> {
  const spec: SpecOf<"model"> = {
    api: "openai",
    url: `https://${name}.example/v1`,
    upstreamModel: name,
    capabilities: ["chat"],
    auth: { type: "none" },
  };
  return { ...head(name), kind: "model", spec, ...more };
}

export type SampleTool = Pick<SpecOf<"mcp-server">["tools"][number], "name" | "inputSchema" | "annotations">;

export function serverAsset(
  name: string,
  tools: readonly SampleTool[],
  more: Partial<Asset<"mcp-server">> = {},
): Asset<"mcp-server"> {
  const spec: SpecOf<"mcp-server"> = {
    url: `https://${name}.example/mcp`,
    revisions: ["2025-11-25"],
    serverInfo: {},
    capabilities: {},
    tools: tools.map((tool) => ({ ...tool, digest: "0".repeat(64) })),
    auth: { type: "none" },
  };
  return { ...head(name), kind: "mcp-server", spec, ...more };
}

function head(name: string): Omit<Asset, "kind" | "spec"> {
  return {
    id: `id-${name}`,
    name,
    domain: "sales",
    title: name,
    description: "",
    lifecycle: "active",
    suspendedReason: undefined,
    certified: true,
    dataClass: "internal",
    tags: ["eu"],
    version: 1,
    digest: "0".repeat(64),
  };
}
