import { z } from "zod";
import { DATA_CLASSES } from "../data-classes";
import { nameReference } from "./reference";
import { upstreamAuth } from "./upstream-auth";

/** What an agent may use, as lists that people can read off its page. */
const permitted = z.strictObject({
  /** `server/tool`, or `server/*` for all tools of a server. */
  tools: z
    .array(
      z
        .string()
        .max(301)
        .regex(/^[a-z0-9][a-z0-9._-]{0,99}\/(\*|[^*\s]{1,200})$/, "server/tool or server/*"),
    )
    .max(1000)
    .optional(),
  /** Names of models in the catalog. */
  models: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/))
    .max(200)
    .optional(),
  /** Classes of data that it may get answers of. */
  dataClasses: z.array(z.enum(DATA_CLASSES)).max(DATA_CLASSES.length).optional(),
});

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
  /** What its domain lets it use at most, below what policies permit. A list that is missing narrows nothing; an empty one leaves nothing. */
  permitted: permitted.optional(),
  /** Prompts that it works with: its certificate is bound to them. */
  prompts: z.array(nameReference).max(50).optional(),
  /** Suites that a version of it must pass to be certified. */
  suites: z.array(nameReference).max(50).optional(),
});

export type AgentSpec = z.infer<typeof agentSpec>;
