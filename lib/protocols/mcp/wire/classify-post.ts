import { textOf } from "@/lib/core/text-of";
import {
  asMessage,
  isObject,
  isRequest,
  isResponse,
  metaOf,
  type RpcMessage,
  type RpcNotification,
  type RpcRequest,
} from "./messages";
import { META } from "./meta-keys";
import { decodeHeaderText, nameOf } from "./param-headers";
import { McpRejection, RPC } from "./rejection";
import { isSessionRevision, MODERN_REVISION, namesModernEra, SESSION_REVISIONS } from "./revisions";

/** A message of revision 2026-07-28, with its envelope and headers checked. */
export interface ModernPost {
  era: "modern";
  message: RpcRequest | RpcNotification;
}

/** Messages of a revision with sessions. More than one only if the client sent a batch. */
export interface SessionPost {
  era: "session";
  messages: readonly RpcMessage[];
  batch: boolean;
  /** What the header says the client speaks. */
  revision: string | undefined;
}

const MAX_BATCH = 50;

/**
 * Tells which generation a POST speaks and holds its headers to its body. The body decides and the headers must agree: an intermediary that routes or rules by header would otherwise be talked into letting
 * another method through (2026-07-28, Streamable HTTP, server validation).
 * @throws McpRejection with the status and code that the specification names
 */
export function classifyPost(body: unknown, headers: Headers): ModernPost | SessionPost {
  const revision = headers.get("mcp-protocol-version")?.trim();
  if (Array.isArray(body)) return batchPost(body, revision);
  const message = asMessage(body);
  if (!message) throw new McpRejection(400, RPC.invalidRequest, "The body is not a JSON-RPC message.");
  if (isResponse(message)) return sessionPost([message], false, revision);
  const meta = metaOf(message.params);
  const claim = meta[META.version];
  const modernHeader = revision !== undefined && namesModernEra(revision);
  if (message.method === "initialize" && claim === undefined) {
    if (modernHeader) throw mismatch(`initialize is not part of revision ${revision}`);
    return sessionPost([message], false, undefined);
  }
  if (claim === undefined && !modernHeader) return sessionPost([message], false, revision);
  if (isRequest(message)) checkEnvelope(meta, claim, revision);
  checkHeaders(message, claim, revision, headers);
  return { era: "modern", message };
}

function checkEnvelope(
  meta: Readonly<Record<string, unknown>>,
  claim: unknown,
  revision: string | undefined,
): void {
  if (claim === undefined)
    throw badEnvelope(META.version, `missing, although the header names revision ${revision}`);
  if (typeof claim !== "string") throw badEnvelope(META.version, "expected a revision");
  if (revision !== undefined && revision !== claim) {
    throw mismatch(`the body names revision ${claim} and MCP-Protocol-Version names ${revision}`);
  }
  if (claim !== MODERN_REVISION) throw unsupportedRevision(claim, [MODERN_REVISION]);
  const capabilities = meta[META.clientCapabilities];
  if (!isObject(capabilities))
    throw badEnvelope(META.clientCapabilities, capabilities === undefined ? "missing" : "expected an object");
  const info = meta[META.clientInfo];
  const named =
    info === undefined ||
    (isObject(info) && typeof info.name === "string" && typeof info.version === "string");
  if (!named) throw badEnvelope(META.clientInfo, "expected a name and a version");
}

function checkHeaders(
  message: RpcRequest | RpcNotification,
  claim: unknown,
  revision: string | undefined,
  headers: Headers,
): void {
  const method = headers.get("mcp-method")?.trim();
  if (method !== undefined && method !== message.method) {
    throw mismatch(`the body names method ${message.method} and Mcp-Method names ${method}`);
  }
  if (!isRequest(message)) {
    if (claim !== undefined && revision !== undefined && claim !== revision)
      throw mismatch("the revisions differ");
    const named = claim ?? revision;
    if (named !== MODERN_REVISION) throw unsupportedRevision(textOf(named), [MODERN_REVISION]);
    return;
  }
  if (revision === undefined) throw mismatch("MCP-Protocol-Version is missing");
  if (method === undefined) throw mismatch("Mcp-Method is missing");
  const expected = nameOf(message.method, message.params);
  const given = headers.get("mcp-name")?.trim();
  if (given === undefined && expected !== undefined) throw mismatch("Mcp-Name is missing");
  if (given === undefined) return;
  const decoded = decodeHeaderText(given);
  if (decoded === undefined) throw mismatch("Mcp-Name is not valid Base64");
  if (expected !== undefined && decoded !== expected)
    throw mismatch("the body and Mcp-Name name different things");
}

function sessionPost(
  messages: readonly RpcMessage[],
  batch: boolean,
  revision: string | undefined,
): SessionPost {
  if (revision !== undefined && !isSessionRevision(revision))
    throw unsupportedRevision(revision, SESSION_REVISIONS);
  return { era: "session", messages, batch, revision };
}

function batchPost(body: readonly unknown[], revision: string | undefined): SessionPost {
  if (body.length === 0 || body.length > MAX_BATCH) {
    throw new McpRejection(400, RPC.invalidRequest, `A batch holds 1 to ${MAX_BATCH} messages.`);
  }
  const messages = body.map((item) => {
    const message = asMessage(item);
    if (!message)
      throw new McpRejection(
        400,
        RPC.invalidRequest,
        "The batch holds something that is no JSON-RPC message.",
      );
    const modern = !isResponse(message) && META.version in metaOf(message.params);
    if (modern)
      throw new McpRejection(400, RPC.invalidRequest, `Revision ${MODERN_REVISION} has no batches.`);
    if (isRequest(message) && message.method === "initialize") {
      throw new McpRejection(400, RPC.invalidRequest, "initialize cannot be part of a batch.");
    }
    return message;
  });
  return sessionPost(messages, true, revision);
}

function mismatch(what: string): McpRejection {
  return new McpRejection(400, RPC.headerMismatch, `The request's headers and body disagree: ${what}.`);
}

function badEnvelope(key: string, problem: string): McpRejection {
  return new McpRejection(400, RPC.invalidParams, `Invalid _meta envelope: ${key}: ${problem}.`, {
    envelope: { key, problem },
  });
}

function unsupportedRevision(requested: string, supported: readonly string[]): McpRejection {
  return new McpRejection(400, RPC.unsupportedVersion, `Unsupported protocol version: ${requested}`, {
    supported,
    requested,
  });
}
