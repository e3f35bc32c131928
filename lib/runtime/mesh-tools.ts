import { type AnyProcedure, call } from "@orpc/server";
import { z } from "zod";
import type { Mesh } from "@/lib/gateway/mesh";
import type { OperationMeta } from "@/lib/identity/operation";
import { operations } from "@/lib/protocols/api/operations";
import type { MeshTool } from "@/lib/protocols/mcp/aggregate/mesh-tool";

/** The operations that agents may use as tools of the mesh's own MCP server. They authorise inside themselves, like behind every other door. */
export function meshTools(mesh: Mesh): MeshTool[] {
  return Object.values(operations as Record<string, AnyProcedure>).flatMap((operation) => {
    const { meta, inputSchema, route } = operation["~orpc"];
    const { tool } = meta as OperationMeta;
    if (!tool) return [];
    return [
      {
        ...tool,
        inputSchema: inputSchema instanceof z.ZodType ? inputSchema : z.object({}),
        readOnly: route.method === "GET",
        run: (principal, input) => {
          const context = { principal, database: mesh.database, services: mesh.services };
          return call(operation, input, { context });
        },
      } satisfies MeshTool,
    ];
  });
}
