import { z } from "zod";
import { upstreamAuth } from "./upstream-auth";

/** An A2A agent behind the mesh. */
export const agentSpec = z.object({
  /** The card as fetched, untouched. */
  card: z.record(z.string(), z.unknown()),
  cardUrl: z.url().max(2000),
  /** Where the agent answers, best first (A2A 1.0 section 4.4.6). */
  interfaces: z
    .array(
      z.object({
        url: z.url().max(2000),
        binding: z.enum(["JSONRPC", "HTTP+JSON", "GRPC"]),
        version: z.enum(["1.0", "0.3"]),
        tenant: z.string().max(200).optional(),
      }),
    )
    .min(1)
    .max(20),
  skills: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        name: z.string().max(200),
        description: z.string().max(4000),
        tags: z.array(z.string().max(100)).max(50),
      }),
    )
    .max(200),
  streaming: z.boolean(),
  pushNotifications: z.boolean(),
  auth: upstreamAuth,
  /** The key that the card is signed with. A further version must be signed with the same one. */
  signedBy: z
    .object({
      /** RFC 7638, SHA-256. */
      thumbprint: z.string().max(100),
      kid: z.string().max(500),
      /** Origin of the key set. */
      keySource: z.string().max(2000),
    })
    .optional(),
});

export type AgentSpec = z.infer<typeof agentSpec>;
