import { publicError } from "@/lib/core/error-http";
import { toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Principal } from "@/lib/identity/principal";
import { type MeshTool, runTool } from "@/lib/protocols/api/mesh-tool";
import { isObject, type Params } from "../wire/messages";

/** Runs one of the mesh's own tools. A failure is a result that says so, because the model that called is the one who can do something about it. */
export async function runMeshTool(tool: MeshTool, principal: Principal, args: unknown): Promise<Params> {
  try {
    const output = await runTool(tool, principal, args ?? {});
    const text = JSON.stringify(output ?? null);
    return {
      content: [{ type: "text", text }],
      ...(isObject(output) ? { structuredContent: JSON.parse(text) } : {}),
    };
  } catch (thrown) {
    const err = toMeshError(thrown);
    if (err.code === "internal") log.error({ err, tool: tool.name }, "a tool of the mesh failed");
    return { content: [{ type: "text", text: JSON.stringify({ error: publicError(err) }) }], isError: true };
  }
}
