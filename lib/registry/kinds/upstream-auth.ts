import { z } from "zod";

/**
 * How the mesh proves itself to an upstream. `badge`: a hop badge of the mesh as bearer token (what agents on the mesh verify). The others present a credential kept in the mesh's
 * vault under `secret`; it never appears in a spec.
 */
export const upstreamAuth = z.discriminatedUnion("type", [
  z.object({ type: z.literal("none") }),
  z.object({ type: z.literal("badge") }),
  z.object({ type: z.literal("bearer"), secret: z.string().min(1).max(200) }),
  z.object({
    type: z.literal("header"),
    header: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
    secret: z.string().min(1).max(200),
  }),
]);

export type UpstreamAuth = z.infer<typeof upstreamAuth>;
