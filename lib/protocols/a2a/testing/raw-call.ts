import type { TestMesh } from "@/lib/gateway/testing/test-mesh";

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

/** A JSON-RPC request to an agent at the mesh, of 1.0 unless `version` says otherwise ("" leaves the header out). */
export async function rpc(
  mesh: TestMesh,
  agent: string,
  badge: string | undefined,
  request: { method: string; params?: unknown; id?: unknown; version?: string },
): Promise<RawAnswer> {
  const { method, params, id = 1, version = "1.0" } = request;
  return raw(mesh, `/a2a/${agent}`, {
    badge,
    version,
    method: "POST",
    body: JSON.stringify({ jsonrpc: "2.0", id, method, params }),
  });
}

/** Any request to the mesh. */
export async function raw(
  mesh: TestMesh,
  path: string,
  request: {
    badge?: string | undefined;
    version?: string;
    method?: string;
    body?: string;
    headers?: Record<string, string>;
  },
): Promise<RawAnswer> {
  const { badge, version = "", method = "GET", body, headers } = request;
  const response = await fetch(mesh.url + path, {
    method,
    headers: {
      ...(badge === undefined ? {} : { authorization: `Bearer ${badge}` }),
      ...(version === "" ? {} : { "a2a-version": version }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Parameters of a message. */
export function message(
  messageId: string,
  fields: Record<string, unknown> = {},
): { message: Record<string, unknown> } {
  return { message: { messageId, role: "ROLE_USER", parts: [{ text: "Hello." }], ...fields } };
}
