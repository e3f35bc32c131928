import { ORPCError, ValidationError } from "@orpc/server";
import { MeshError, toMeshError } from "@/lib/core/errors";

/** What running an operation can throw, in the mesh's codes: input that does not fit names each member that is wrong. */
export function operationError(thrown: unknown): MeshError {
  if (!(thrown instanceof ORPCError)) return toMeshError(thrown);
  const { cause } = thrown;
  if (thrown.code === "BAD_REQUEST" && cause instanceof ValidationError) {
    const issues = cause.issues.map((issue) => ({
      path: (issue.path ?? [])
        .map((part) => (typeof part === "object" ? String(part.key) : String(part)))
        .join("."),
      message: issue.message,
    }));
    return new MeshError("invalid_request", "The input does not fit this operation.", {
      issues,
      cause: thrown,
    });
  }
  if (thrown.status === 400)
    return new MeshError("invalid_request", "The request cannot be read.", { cause: thrown });
  if (thrown.status === 404) return new MeshError("not_found", "Not found.", { cause: thrown });
  return toMeshError(thrown);
}
