import { MeshError } from "@/lib/core/errors";

/**
 * For route handlers that change something: the request must come from a page of this console and be JSON, which no form can send (CSRF; server actions are held to the same by Next.js). A request without
 * `Origin` is none that a browser makes for a page.
 * @throws MeshError `permission_denied`, `unsupported_media_type`
 */
export function assertSameOrigin({ headers }: Request): void {
  const origin = headers.get("origin");
  const host = headers.get("host");
  const same = origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host;
  if (!same) throw new MeshError("permission_denied", "This request does not come from the console.");
  if (!/^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "")) {
    throw new MeshError("unsupported_media_type", "The body must be application/json.");
  }
}
