import { MeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { META } from "@/lib/protocols/mcp/wire/meta-keys";
import { encodeHeaderText, paramHeaders } from "@/lib/protocols/mcp/wire/param-headers";
import { MODERN_REVISION } from "@/lib/protocols/mcp/wire/revisions";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import type { TryInput } from "./try.schema";

/** A request to one of the gateway's doors, without a credential. */
export interface DoorRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

const JSON_HEADERS = { "content-type": "application/json" };
const CLIENT = { name: "signalbox-console", version: "1" };

/**
 * A person's call as a program would send it to the door of its protocol. The person's JSON goes in as text, so numbers and the order of members stay; it was parsed before, so it cannot end early and add
 * members to the envelope around it.
 * @throws MeshError `invalid_request` for what is no JSON object, or a body that names another model
 */
export function doorRequest(registry: RegistrySnapshot, input: TryInput): DoorRequest {
  const value = parseJson(input.body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MeshError("invalid_request", "The body must be a JSON object.");
  }
  const given = value as Record<string, unknown>;
  switch (input.kind) {
    case "agent":
      return agentRequest(input.name, input.stream, input.body);
    case "mcp-server":
      return toolRequest(registry, input.name, input.tool, input.body, given);
    case "model":
      return modelRequest(input.name, input.body, given);
    default:
      return input satisfies never;
  }
}

function agentRequest(name: string, stream: boolean, params: string): DoorRequest {
  const method = stream ? "SendStreamingMessage" : "SendMessage";
  return {
    path: `/a2a/${encodeURIComponent(name)}`,
    headers: { ...JSON_HEADERS, accept: "application/json, text/event-stream", "a2a-version": "1.0" },
    body: `{"jsonrpc":"2.0","id":1,"method":${JSON.stringify(method)},"params":${params}}`,
  };
}

function toolRequest(
  registry: RegistrySnapshot,
  server: string,
  tool: string,
  args: string,
  given: Record<string, unknown>,
): DoorRequest {
  const pinned = registry.find("mcp-server", server)?.spec.tools.find((known) => known.name === tool);
  const meta = { [META.version]: MODERN_REVISION, [META.clientInfo]: CLIENT, [META.clientCapabilities]: {} };
  return {
    path: `/mcp/${encodeURIComponent(server)}`,
    headers: {
      ...JSON_HEADERS,
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": MODERN_REVISION,
      "mcp-method": "tools/call",
      "mcp-name": encodeHeaderText(tool),
      ...(pinned ? paramHeaders(pinned.inputSchema, given) : {}),
    },
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":${JSON.stringify(tool)},"arguments":${args},"_meta":${JSON.stringify(meta)}}}`,
  };
}

function modelRequest(name: string, body: string, given: Record<string, unknown>): DoorRequest {
  if (given.model !== name) {
    throw new MeshError("invalid_request", `This tries ${name}; the body must name it as its model.`, {
      issues: [{ path: "model", message: `must be ${name}` }],
    });
  }
  return {
    path: "input" in given ? "/v1/embeddings" : "/v1/chat/completions",
    headers: { ...JSON_HEADERS, accept: "application/json, text/event-stream" },
    body,
  };
}
