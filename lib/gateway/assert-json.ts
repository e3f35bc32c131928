import { MeshError } from "@/lib/core/errors";

/**
 * Refuses a body that says it is something else than JSON; one that says nothing is taken for it. A page of another site can send forms and plain text without being asked for leave (CORS), but no JSON.
 * @throws MeshError `unsupported_media_type`
 */
export function assertJson(headers: Headers): void {
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== "application/json") {
    throw new MeshError("unsupported_media_type", "The body must be JSON, sent as application/json.");
  }
}
