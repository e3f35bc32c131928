import { z } from "zod";
import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import type { Asset } from "@/lib/registry/asset";
import type { DoorRequest } from "../door";
import { mayCall } from "../tools/filter-tools";
import type { Params } from "../wire/messages";
import { joinedName } from "./names";

/** Tools in one page. */
const PAGE = 500;
/** How long a list waits for servers that have not been looked at lately, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * Every tool that the caller may use, of all servers and of the mesh itself, in the order of their names. Definitions are the pinned ones; a tool that is known to have changed is left out. A server that does not
 * answer in time is shown as it was last seen: its tools are compared again before they are called.
 */
export async function listAllTools(
  door: DoorRequest,
  meshTools: readonly MeshTool[],
  cursor: unknown,
): Promise<Params> {
  const usable = usableTools(door);
  await look(door, [...usable.keys()]);
  const tools = [...usable].flatMap(([server, names]) =>
    server.spec.tools
      .filter(({ name }) => names.has(name) && door.state.tools.state(server, name) === "pinned")
      .map(({ digest: _digest, ...tool }) => ({ ...tool, name: joinedName(server.name, tool.name) })),
  );
  const all = [...meshTools.map(definitionOf), ...tools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const from = typeof cursor === "string" ? Buffer.from(cursor, "base64url").toString("utf8") : "";
  const rest = all.filter(({ name }) => name > from);
  const page = rest.slice(0, PAGE);
  const last = rest.length > page.length ? page.at(-1)?.name : undefined;
  return {
    tools: page,
    ...(last === undefined ? {} : { nextCursor: Buffer.from(last).toString("base64url") }),
  };
}

function usableTools({ state, principal }: DoorRequest): Map<Asset<"mcp-server">, Set<string>> {
  const usable = new Map<Asset<"mcp-server">, Set<string>>();
  for (const server of state.mesh.registry.current().list("mcp-server")) {
    if (!isInTraffic(server)) continue;
    const names = server.spec.tools
      .map(({ name }) => name)
      .filter((name) => mayCall(state.mesh, principal, server.name, name));
    if (names.length > 0) usable.set(server, new Set(names));
  }
  return usable;
}

export function isInTraffic(server: Asset): boolean {
  return (
    (server.lifecycle === "active" || server.lifecycle === "deprecated") &&
    server.suspendedReason === undefined
  );
}

async function look({ state }: DoorRequest, servers: readonly Asset<"mcp-server">[]): Promise<void> {
  const looks = Promise.allSettled(servers.map((server) => state.tools.refresh(server)));
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise((done) => {
    timer = setTimeout(done, PATIENCE_MS);
  });
  await Promise.race([looks, enough]);
  clearTimeout(timer);
}

function definitionOf(tool: MeshTool) {
  return {
    name: tool.name,
    ...(tool.title === undefined ? {} : { title: tool.title }),
    description: tool.description,
    inputSchema: z.toJSONSchema(tool.inputSchema, { io: "input" }),
    annotations: { readOnlyHint: tool.readOnly ?? false },
  };
}
