import { isMeshError, type MeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { readBody } from "@/lib/gateway/read-body";
import { type DoorRequest, enter } from "./door";
import { challengeOf } from "./resource-metadata";
import type { McpState } from "./state";
import { checkPostHeaders, checkStreamHeaders } from "./wire/check-headers";
import { checkSite } from "./wire/check-site";
import { classifyPost, type ModernPost, type SessionPost } from "./wire/classify-post";
import { isObject, type RpcId } from "./wire/messages";
import { McpRejection, RPC } from "./wire/rejection";
import { errorAnswer } from "./wire/render-error";

/** What a door does with a request that is well-formed and whose sender is known. */
export interface Door {
  modern(door: DoorRequest, post: ModernPost, text: string): Promise<Response>;
  session(door: DoorRequest, post: SessionPost, text: string): Promise<Response>;
  /** GET: the stream of a session. */
  stream(door: DoorRequest): Promise<Response>;
  /** DELETE: the end of a session. */
  end(door: DoorRequest): Promise<Response>;
}

/** Handles one HTTP request at an MCP door: site, sender, form, generation; then the door itself. Errors become JSON-RPC errors with the request's id. */
export async function handleDoor(
  state: McpState,
  request: Request,
  server: string | undefined,
  to: Door,
): Promise<Response> {
  const context: { id: RpcId | null } = { id: null };
  try {
    checkSite(state.mesh, request.headers);
    switch (request.method) {
      case "POST":
        return await post(state, request, server, to, context);
      case "GET": {
        const door = await enter(state, request, server);
        checkStreamHeaders(request.headers);
        return await to.stream(door);
      }
      case "DELETE":
        return await to.end(await enter(state, request, server));
      default:
        throw new McpRejection(405, RPC.transport, "Method not allowed.");
    }
  } catch (err) {
    const { publicUrl } = state.mesh.config;
    const response = errorAnswer(inBand(state, server, err), context.id, challengeOf(publicUrl, server));
    if (response.status === 405) response.headers.set("allow", "GET, POST, DELETE");
    return response;
  }
}

async function post(
  state: McpState,
  request: Request,
  server: string | undefined,
  to: Door,
  context: { id: RpcId | null },
): Promise<Response> {
  const door = await enter(state, request, server);
  checkPostHeaders(request.headers);
  const text = await readText(request, state.mesh.config.maxBodyBytes);
  const body = parsed(text);
  if (isObject(body) && (typeof body.id === "string" || typeof body.id === "number") && "method" in body)
    context.id = body.id;
  const classified = classifyPost(body, request.headers);
  return classified.era === "modern" ? to.modern(door, classified, text) : to.session(door, classified, text);
}

/** Bytes that are not UTF-8 are no JSON (RFC 8259 section 8.1). @throws McpRejection -32700; MeshError `payload_too_large`, `unsupported_media_type` */
async function readText(request: Request, maxBytes: number): Promise<string> {
  try {
    return await readBody(request, maxBytes);
  } catch (err) {
    if (!isMeshError(err) || err.code !== "invalid_request") throw err;
    throw new McpRejection(400, RPC.parseError, `Parse error: ${err.message}`);
  }
}

/** @throws McpRejection -32700 */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (err) {
    throw new McpRejection(
      400,
      RPC.parseError,
      `Parse error: ${isMeshError(err) ? err.message : "the body is not JSON."}`,
    );
  }
}

/** `not_found` about something inside a server that exists must not look like a missing server: to a client with a session status 404 says that its session is over. */
function inBand(state: McpState, server: string | undefined, err: unknown): unknown {
  if (!isMeshError(err) || err.code !== "not_found") return err;
  if (server !== undefined && !state.mesh.registry.current().find("mcp-server", server)) return err;
  const { code, message, callId } = err as MeshError;
  return new McpRejection(200, RPC.invalidParams, message, { code, ...(callId ? { call_id: callId } : {}) });
}
