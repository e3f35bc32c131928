import { parseJson } from "@/lib/core/parse-json";
import { assertJson } from "@/lib/gateway/assert-json";
import { readBody } from "@/lib/gateway/read-body";

/**
 * The request with a body that the mesh has read by its own rules: size, UTF-8, depth, no member twice. oRPC by itself would also take forms, and JSON that two readers understand differently.
 * @throws MeshError `payload_too_large`, `unsupported_media_type`, `invalid_request`
 */
export async function readRequest(request: Request, maxBytes: number): Promise<Request> {
  if (request.method === "GET" || request.method === "HEAD") return request;
  const text = await readBody(request, maxBytes);
  const headers = new Headers(request.headers);
  for (const name of FRAMING) headers.delete(name);
  if (text === "") return new Request(request.url, { method: request.method, headers });
  assertJson(headers);
  // What says nothing is JSON here, and must be said so to oRPC.
  headers.set("content-type", "application/json");
  parseJson(text);
  return new Request(request.url, { method: request.method, headers, body: text });
}

/** What belongs to the connection that the body came over. */
const FRAMING = ["content-length", "transfer-encoding", "connection", "expect"];
