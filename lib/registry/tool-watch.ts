import { serviceKey } from "@/lib/core/services";
import type { Asset } from "./asset";

/** What is known of the tools of MCP servers since they were pinned. Kept by the process that carries their traffic. */
export interface ToolWatch {
  /** Without looking at the server. `lookedAtMs` is 0 before the first look. */
  known(server: Asset<"mcp-server">): { lookedAtMs: number; changed: string[]; unknown: string[] };
}

export const toolWatchService = serviceKey<ToolWatch>("tool-watch");
