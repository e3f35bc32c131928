import { MeshError } from "@/lib/core/errors";
import type { HopResponse } from "@/lib/gateway/call";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Asset } from "@/lib/registry/asset";
import { LOOKING_CAPABILITIES } from "@/lib/registry/fetch-mcp-server";
import { meshSend } from "../upstream/mesh-send";
import { type ClientFace, MESH_CLIENT, modernRequest, postModern, postToSession } from "../upstream/post";
import { readMessages, refusedByCallee } from "../upstream/read-messages";
import type { UpstreamSessions } from "../upstream/upstream-sessions";
import { isResponse, type Params } from "../wire/messages";
import { erasOf } from "../wire/revisions";

const MAX_PAGES = 64;
const MAX_TOOLS = 1000;
const OWNER = "service:signalbox";
/** As at the registration. */
const LOOKER: ClientFace = { ...MESH_CLIENT, capabilities: LOOKING_CAPABILITIES };

/**
 * All tools that a server offers now, as the mesh itself sees them. A server that speaks both generations is looked at in both: it may keep some tools for one of them, and could show a changed one in one of them only.
 * @throws MeshError when the server cannot be reached, refuses, or pages without end
 */
export async function lookAtTools(
  mesh: Mesh,
  upstreams: UpstreamSessions,
  server: Asset<"mcp-server">,
): Promise<readonly unknown[]> {
  const { modern, session } = erasOf(server.spec.revisions);
  const looks = [
    ...(modern ? [lookIn("modern", mesh, upstreams, server)] : []),
    ...(session ? [lookIn("session", mesh, upstreams, server)] : []),
  ];
  return (await Promise.all(looks)).flat();
}

async function lookIn(
  era: "modern" | "session",
  mesh: Mesh,
  upstreams: UpstreamSessions,
  server: Asset<"mcp-server">,
): Promise<unknown[]> {
  const tools: unknown[] = [];
  let cursor: unknown;
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = await listPage(era, mesh, upstreams, server, cursor === undefined ? {} : { cursor });
    if (Array.isArray(result.tools)) tools.push(...result.tools);
    cursor = result.nextCursor;
    if (tools.length > MAX_TOOLS) break;
    if (typeof cursor !== "string") return tools;
  }
  throw new MeshError("upstream_invalid", `${server.title} lists more tools than the mesh takes.`);
}

async function listPage(
  era: "modern" | "session",
  mesh: Mesh,
  upstreams: UpstreamSessions,
  server: Asset<"mcp-server">,
  params: Params,
): Promise<Params> {
  const send = await meshSend(mesh, server);
  if (era === "modern") {
    const request = modernRequest(1, "tools/list", params, LOOKER);
    return resultOf(await postModern(send, server.spec.url, request, JSON.stringify(request)));
  }
  const body = (id: number) => JSON.stringify({ jsonrpc: "2.0", id, method: "tools/list", params });
  let session = await upstreams.get(send, server, OWNER, LOOKER);
  let response = await postToSession(send, server.spec.url, session, body(session.nextId++));
  if (response.status === 404) {
    response.body.destroy();
    upstreams.drop(server, OWNER, LOOKER);
    session = await upstreams.get(send, server, OWNER, LOOKER);
    response = await postToSession(send, server.spec.url, session, body(session.nextId++));
  }
  return resultOf(response);
}

async function resultOf(response: HopResponse): Promise<Params> {
  if (response.status !== 200) {
    response.body.destroy();
    throw refusedByCallee(response.status);
  }
  for await (const message of readMessages(response)) {
    if (!isResponse(message)) continue;
    if (message.result) return message.result;
    throw new MeshError("upstream_error", "The callee did not list its tools.", {
      detail: message.error?.message,
    });
  }
  throw new MeshError("upstream_invalid", "The callee did not list its tools.");
}
