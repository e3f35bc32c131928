import { mayUse } from "@/lib/gateway/may-use";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { toolRef } from "@/lib/policy/entities";
import type { Asset } from "@/lib/registry/asset";
import { isTool, type LiveTools } from "./live-tools";

/**
 * The tools of a list that this caller gets to see: those that policy lets it call and that are still what was approved. A tool that is new or has changed is left out, so no model reads words that nobody
 * has looked at.
 */
export function filterTools(
  mesh: Mesh,
  live: LiveTools,
  principal: Principal,
  server: Asset<"mcp-server">,
  tools: readonly unknown[],
): readonly unknown[] {
  live.observe(server, tools);
  const kept = tools.filter(
    (tool) =>
      isTool(tool) &&
      live.compare(server, tool) === "pinned" &&
      mayCall(mesh, principal, server.name, tool.name),
  );
  return kept.length === tools.length ? tools : kept;
}

export function mayCall(mesh: Mesh, principal: Principal, server: string, tool: string): boolean {
  return mayUse(mesh, principal, { action: "callTool", resource: toolRef(server, tool) });
}
