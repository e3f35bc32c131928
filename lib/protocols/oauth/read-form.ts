import { MeshError } from "@/lib/core/errors";
import { readBody } from "@/lib/gateway/read-body";
import { OAuthError } from "./oauth-error";

const MAX_PARAMETERS = 50;
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Parameters of a form body (RFC 6749 section 3.2): none twice, since two readers might take different ones; an empty one counts as left out. Parameters in the address are ignored.
 * @throws MeshError `unsupported_media_type`, `payload_too_large`, `invalid_request`; OAuthError `invalid_request`
 */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const mediaType = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/x-www-form-urlencoded") {
    throw new MeshError("unsupported_media_type", "Send parameters as application/x-www-form-urlencoded.");
  }
  return readParameters(await readBody(request, MAX_BODY_BYTES));
}

/** The same from the text of a form or of a query (RFC 6749 section 3.1). @throws OAuthError `invalid_request` */
export function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const names = new Set<string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (names.has(name)) throw new OAuthError("invalid_request", "A parameter was sent twice.");
    if (names.add(name).size > MAX_PARAMETERS)
      throw new OAuthError("invalid_request", "Too many parameters.");
    if (value !== "") parameters.set(name, value);
  }
  return parameters;
}

/** @throws OAuthError `invalid_request` when it is missing */
export function required(form: ReadonlyMap<string, string>, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new OAuthError("invalid_request", `The parameter ${name} is missing.`);
  return value;
}
