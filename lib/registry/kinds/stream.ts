import { z } from "zod";
import { upstreamAuth } from "./upstream-auth";

/** Channels of a message broker, as their AsyncAPI document describes them. */
export const streamSpec = z.strictObject({
  /** AsyncAPI 3.0 or 3.1, checked against the schema of its version when the asset is written. */
  document: z.record(z.string(), z.unknown()),
  /** Which of the document's servers the mesh connects to. */
  server: z.string().min(1).max(200),
  /** Channels as they were when the document was taken in, with what may be done on each. */
  channels: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(300),
        /** Null where the address is only known at run time. */
        address: z.string().max(1000).nullable(),
        /** Seen from the application that the document describes. */
        actions: z.array(z.enum(["send", "receive"])).max(2),
        messages: z.array(z.string().max(300)).max(200),
        digest: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(2000),
  auth: upstreamAuth,
});

export type StreamSpec = z.infer<typeof streamSpec>;
