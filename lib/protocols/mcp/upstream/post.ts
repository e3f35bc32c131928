import type { HopResponse } from "@/lib/gateway/call";
import {
  isRequest,
  metaOf,
  type Params,
  type RpcId,
  type RpcMessage,
  type RpcRequest,
} from "../wire/messages";
import { META } from "../wire/meta-keys";
import { encodeHeaderText, nameOf } from "../wire/param-headers";
import { MODERN_REVISION } from "../wire/revisions";
import type { Send } from "./mesh-send";

const POST_HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
} as const;
const MODERN_HEADERS = { ...POST_HEADERS, "mcp-protocol-version": MODERN_REVISION } as const;

/** A session with a callee as its headers say it. */
export interface SessionHeaders {
  id: string | null | undefined;
  revision: string | undefined;
}

export function sessionHeaders(session: SessionHeaders): Record<string, string> {
  return {
    ...(session.id ? { "mcp-session-id": session.id } : {}),
    ...(session.revision ? { "mcp-protocol-version": session.revision } : {}),
  };
}

/** Sends a message to a callee of a revision with sessions. `body` is the message's own text where it passes through unchanged. */
export function postToSession(
  send: Send,
  url: string,
  session: SessionHeaders,
  body: string,
): Promise<HopResponse> {
  return send({ method: "POST", url, headers: { ...POST_HEADERS, ...sessionHeaders(session) }, body });
}

/** Sends a message of revision 2026-07-28. `more` are the `Mcp-Param-*` headers of a tool call. */
export function postModern(
  send: Send,
  url: string,
  message: RpcMessage,
  body: string,
  more?: Readonly<Record<string, string>>,
): Promise<HopResponse> {
  const headers: Record<string, string> = { ...MODERN_HEADERS, ...more };
  if ("method" in message) {
    headers["mcp-method"] = message.method;
    const name = isRequest(message) ? nameOf(message.method, message.params) : undefined;
    if (name !== undefined) headers["mcp-name"] = encodeHeaderText(name);
  }
  return send({ method: "POST", url, headers, body });
}

export interface ClientFace {
  info: Params;
  capabilities: Params;
  logLevel?: string | null;
}

/** What the mesh says about itself where no client stands behind a request. */
export const MESH_CLIENT: ClientFace = { info: { name: "signalbox", version: "1" }, capabilities: {} };

/** A request of revision 2026-07-28 with its envelope. Members of `_meta` that the caller set stay. */
export function modernRequest(
  id: RpcId,
  method: string,
  params: Params | undefined,
  client: ClientFace,
): RpcRequest {
  const envelope = {
    [META.version]: MODERN_REVISION,
    [META.clientInfo]: client.info,
    [META.clientCapabilities]: client.capabilities,
    ...(client.logLevel ? { [META.logLevel]: client.logLevel } : {}),
  };
  return { jsonrpc: "2.0", id, method, params: { ...params, _meta: { ...metaOf(params), ...envelope } } };
}

/** The client that a request of revision 2026-07-28 says it comes from. */
export function clientOf(request: RpcRequest): ClientFace {
  const meta = metaOf(request.params);
  const level = meta[META.logLevel];
  return {
    info: (meta[META.clientInfo] as Params | undefined) ?? MESH_CLIENT.info,
    capabilities: (meta[META.clientCapabilities] as Params | undefined) ?? {},
    logLevel: typeof level === "string" ? level : null,
  };
}

/** A request's parameters without the envelope, for a callee of an earlier revision. A hint that a task is welcome stays behind: the caller could not follow a task of that revision up. */
export function withoutEnvelope(params: Params | undefined): Params | undefined {
  if (!params) return undefined;
  const { _meta, inputResponses: _responses, requestState: _state, task: _task, ...rest } = params;
  const meta = Object.fromEntries(
    Object.entries(metaOf(params)).filter(([key]) => !key.startsWith("io.modelcontextprotocol/")),
  );
  return Object.keys(meta).length > 0 ? { ...rest, _meta: meta } : rest;
}
