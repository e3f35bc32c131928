import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { MeshError } from "./errors";

/**
 * JSON Canonicalization Scheme (RFC 8785). Equal values give equal bytes, so digests and signatures hold wherever the value travels.
 * @throws MeshError `invalid_request` for what JSON cannot carry (NaN, Infinity, a lone surrogate, undefined)
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new MeshError("invalid_request", "The value cannot be written as canonical JSON.", { cause });
  }
  if (text === undefined)
    throw new MeshError("invalid_request", "The value cannot be written as canonical JSON.");
  return text;
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** SHA-256 in base64url without padding, as OAuth writes digests (RFC 7636 section 4.2, RFC 9449 section 4.2). */
export function sha256Base64url(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("base64url");
}

/** The digest that names a version of an asset: SHA-256 over its canonical JSON, in hex. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}
