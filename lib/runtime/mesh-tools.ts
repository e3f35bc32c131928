import { type AnyProcedure, call } from "@orpc/server";
import { z } from "zod";
import type { Mesh } from "@/lib/gateway/mesh";
import type { OperationMeta } from "@/lib/identity/operation";
import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import { operations } from "@/lib/protocols/api/operations";

/** The operations that agents may use: as tools of the mesh's own MCP server, as skills of its A2A card. They authorise inside themselves, like behind every other door. */
export function meshTools(mesh: Mesh): MeshTool[] {
  return Object.values(operations as Record<string, AnyProcedure>).flatMap((operation) => {
    const { meta, inputSchema, route } = operation["~orpc"];
    const { tool } = meta as OperationMeta;
    if (!tool) return [];
    return [
      {
        ...tool,
        inputSchema: inputSchema instanceof z.ZodType ? inputSchema : z.object({}),
        tags: route.tags ?? [],
        readOnly: route.method === "GET",
        run: (principal, input) => {
          const context = { principal, database: mesh.database, services: mesh.services };
          return call(operation, input, { context });
        },
      } satisfies MeshTool,
    ];
  });
}
