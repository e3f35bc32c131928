import { toMeshError } from "@/lib/core/errors";
import { challengeFor } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Dialect } from "./dialect";

/** Any thrown value as the dialect's error, with the challenge that belongs to it. */
export function refuse(mesh: Mesh, dialect: Dialect, thrown: unknown): Response {
  const err = toMeshError(thrown);
  const response = dialect.errorResponse(err);
  const challenge = challengeFor(mesh.config.publicUrl, "/v1", err);
  if (challenge !== undefined) response.headers.set("www-authenticate", challenge);
  return response;
}
