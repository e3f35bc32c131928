import { z } from "zod";
import { upstreamAuth } from "./upstream-auth";

/** A plain HTTP API behind the mesh, as its OpenAPI document describes it. */
export const apiSpec = z.strictObject({
  /** OpenAPI 3.0, 3.1 or 3.2, checked against the schema of its version when the asset is written. */
  document: z.record(z.string(), z.unknown()),
  /** Where the paths of the document begin. */
  baseUrl: z.url().max(2000),
  /** Operations as they were when the document was taken in. `digest` covers all that the document says of one; what is not here is not offered. */
  operations: z
    .array(
      z.strictObject({
        /** `operationId`, else `GET /path`. */
        id: z.string().min(1).max(300),
        method: z.enum(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"]),
        path: z.string().min(1).max(1000),
        summary: z.string().max(1000).optional(),
        digest: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(2000),
  auth: upstreamAuth,
});

export type ApiSpec = z.infer<typeof apiSpec>;
