import type { AssetDetail } from "@/lib/registry/get-asset.schema";
import { agentView, mcpServerView, modelView } from "../catalog/spec.schema";
import type { TryTarget } from "./target";

/** What the form needs of an asset. Undefined for what cannot be called, and for a tool that a server does not have. */
export function targetOf(asset: AssetDetail, tool: string): TryTarget | undefined {
  const { name } = asset;
  const title = asset.title || name;
  switch (asset.kind) {
    case "agent": {
      const spec = agentView.safeParse(asset.live?.spec).data;
      return spec && { kind: "agent", name, title, streaming: spec.streaming, skills: spec.skills };
    }
    case "mcp-server": {
      const spec = mcpServerView.safeParse(asset.live?.spec).data;
      const found = tool === "" ? spec?.tools[0] : spec?.tools.find((candidate) => candidate.name === tool);
      if (!found) return undefined;
      const schema = JSON.stringify(found.inputSchema ?? {});
      return {
        kind: "mcp-server",
        name,
        title,
        tool: found.name,
        description: found.description ?? "",
        schema,
      };
    }
    case "model": {
      const spec = modelView.safeParse(asset.live?.spec).data;
      return spec && { kind: "model", name, title, chat: spec.capabilities.includes("chat") };
    }
    default:
      return undefined;
  }
}
