import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { ORPCError } from "@orpc/server";
import { errorHeaders, HTTP_STATUS, publicError } from "@/lib/core/error-http";
import { isMeshError, MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { challengeHeaders } from "@/lib/gateway/challenge";
import { operationError } from "@/lib/identity/operation-error";
import { operations } from "./operations";

/** Answers requests with operations; whoever mounts it says who asks. @param prefix the path under which it is mounted */
export function operationsHandler(publicUrl: string, prefix: string) {
  return new OpenAPIHandler(operations, {
    interceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (thrown) {
          return { matched: true, response: standardResponse(publicUrl, prefix, thrown) };
        }
      },
    ],
  });
}

function standardResponse(publicUrl: string, prefix: string, thrown: unknown) {
  const err = fromOrpc(thrown);
  if (err.code === "internal") log.error({ err }, "an operation failed");
  const headers = { ...errorHeaders(err), ...challengeHeaders(publicUrl, prefix, err) };
  return { status: HTTP_STATUS[err.code], headers, body: { error: publicError(err) } };
}

/** oRPC's own refusals (input that does not fit, a body that is no JSON) in the mesh's codes. */
function fromOrpc(thrown: unknown): MeshError {
  return isMeshError(thrown) || thrown instanceof ORPCError ? operationError(thrown) : badBody(thrown);
}

function badBody(thrown: unknown): MeshError {
  if (thrown instanceof SyntaxError || thrown instanceof TypeError) {
    return new MeshError("invalid_request", "The request cannot be read.", { cause: thrown });
  }
  return toMeshError(thrown);
}
