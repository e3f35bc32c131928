import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { registryService } from "./asset";
import { getToolStatesInput, toolStates } from "./get-tool-states.schema";
import { toolWatchService } from "./tool-watch";

/** Which tools of an MCP server have changed since they were approved, as far as traffic has shown. @throws MeshError `not_found` */
export const getToolStates = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/mcp-servers/{name}/tools",
    summary: "Tools that have changed since they were approved",
    tags: ["catalog"],
  })
  .input(getToolStatesInput)
  .output(toolStates)
  .handler(async ({ input, context }) => {
    const server = context.services.get(registryService).current().find("mcp-server", input.name);
    if (!server) throw new MeshError("not_found", "There is no such MCP server.");
    if (!context.services.has(toolWatchService)) return { lookedAt: null, changed: [], unknown: [] };
    const { lookedAtMs, changed, unknown } = context.services.get(toolWatchService).known(server);
    return { lookedAt: lookedAtMs > 0 ? new Date(lookedAtMs).toISOString() : null, changed, unknown };
  });
