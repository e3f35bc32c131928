import { MeshError } from "@/lib/core/errors";
import { A2aError } from "./errors";
import type { Binding, Generation } from "./operation";

const VERSION = /^(\d{1,3})\.(\d{1,3})(\.\d{1,5})?$/;

/**
 * Checks what the headers say about version and media type; tells `wire` the generation. Comes before the credential is looked at: these answers are the same for everybody, and a
 * client that speaks another version learns so even where it does not know how to sign in yet.
 * @throws A2aError VERSION_NOT_SUPPORTED, CONTENT_TYPE_NOT_SUPPORTED
 */
export function checkHeaders(request: Request, wire: { binding: Binding; generation: Generation }): void {
  if (wire.binding === "JSONRPC") wire.generation = negotiateGeneration(request);
  else checkGeneration(request, wire.generation);
  if (request.method === "POST") checkContentType(request.headers, wire.binding);
}

/**
 * The generation that a request asks for. A missing or empty version means 0.3 (A2A 1.0 section 3.6.2); the patch number does not count.
 * @throws A2aError VERSION_NOT_SUPPORTED
 */
function negotiateGeneration(request: Request): Generation {
  const version = askedVersion(request);
  if (version === "") return "0.3";
  const [, major, minor] = VERSION.exec(version) ?? [];
  if (major === "1" && minor === "0") return "1.0";
  if (major === "0" && minor === "3") return "0.3";
  throw new A2aError(
    "VERSION_NOT_SUPPORTED",
    "unsupported_version",
    "This version of A2A is not served here. Served are 1.0 and 0.3.",
  );
}

/**
 * On HTTP+JSON the path tells the generation: those of 0.3 begin with `/v1`. A version that is named and does not fit is refused.
 * @throws A2aError VERSION_NOT_SUPPORTED
 */
function checkGeneration(request: Request, ofPath: Generation): void {
  if (askedVersion(request) === "") return;
  if (negotiateGeneration(request) !== ofPath) {
    throw new A2aError(
      "VERSION_NOT_SUPPORTED",
      "unsupported_version",
      `This address belongs to A2A ${ofPath}, and the request names another version.`,
    );
  }
}

/** The extensions header. 0.3 put an `X-` before its name. */
export function extensionsHeader(generation: Generation): string {
  return generation === "0.3" ? "x-a2a-extensions" : "a2a-extensions";
}

export function askedExtensions(headers: Headers, generation: Generation): string | undefined {
  const value =
    headers.get(extensionsHeader(generation)) ??
    (generation === "0.3" ? headers.get("a2a-extensions") : undefined);
  return value ? value.slice(0, 4096) : undefined;
}

/** @throws A2aError CONTENT_TYPE_NOT_SUPPORTED */
function checkContentType(headers: Headers, binding: Binding): void {
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (!type || type === "application/json") return;
  if (binding === "HTTP+JSON" && type === "application/a2a+json") return;
  throw new A2aError(
    "CONTENT_TYPE_NOT_SUPPORTED",
    "unsupported_media_type",
    "The request's content type must be application/json.",
  );
}

function askedVersion(request: Request): string {
  const header = request.headers.get("a2a-version");
  if (header !== null) return header.trim();
  // The header may travel as a query parameter; a look at the text spares parsing the address of every call.
  if (!request.url.includes("A2A-Version=")) return "";
  return new URL(request.url).searchParams.get("A2A-Version")?.trim() ?? "";
}

export function pathNotFound(): MeshError {
  return new MeshError("not_found", "There is nothing at this address.");
}
