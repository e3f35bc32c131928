import { z } from "zod";
import type { Role } from "./roles";
import { ROLES } from "./roles";

/** Longest life of a badge. */
export const BADGE_LIFETIME_MS = 300_000;
/** Life of a badge for one hop: long enough to connect, too short to be worth stealing. */
export const HOP_LIFETIME_MS = 60_000;
/** How far clocks of replicas may differ. */
export const CLOCK_TOLERANCE_MS = 5_000;
/** Longest delegation chain, subject and caller included. */
export const MAX_CHAIN = 5;
/** Longest badge accepted, in bytes. */
export const MAX_BADGE_BYTES = 8192;
/** `client_id` of badges that people get through the console: RFC 9068 demands one. */
export const CONSOLE_CLIENT_ID = "signalbox-console";
/** What a badge may be used for: calls through the mesh, and the management API within the caller's roles. */
export const SCOPES = ["mesh", "admin"] as const;

const actorText = z.string().regex(/^(agent|service|user):.{1,200}$/s);

/** RFC 8693 section 4.1: the outermost actor is the current one, those nested in it acted before. */
export interface ActClaim {
  sub: string;
  act?: ActClaim | undefined;
}

const actClaim: z.ZodType<ActClaim> = z.strictObject({
  sub: actorText,
  get act() {
    return actClaim.optional();
  },
});

/** Longest JSON text of a value in a grant; a badge has room for a few. */
const MAX_VALUE_CHARS = 2000;

const grantedValue = z
  .json()
  .refine(
    (value) => JSON.stringify(value).length <= MAX_VALUE_CHARS + 2,
    "The value is too long for a grant.",
  );

/** What one argument of a granted tool must be. */
export const argumentConstraint = z.strictObject({
  equals: grantedValue.optional(),
  oneOf: z.array(grantedValue).max(100).optional(),
  prefix: z.string().max(2000).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().min(0).max(1_000_000).optional(),
  absent: z.literal(true).optional(),
});

/** One granted tool (RFC 9396, type `mesh_tool`). */
export const toolGrant = z.strictObject({
  type: z.literal("mesh_tool"),
  server: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => name !== "*", "A grant names its server."),
  tool: z.string().min(1).max(200),
  arguments: z.record(z.string().max(200), argumentConstraint).optional(),
  exact: z.literal(true).optional(),
  uses: z.number().int().min(1).max(1000).optional(),
});

/** Claims of a badge (RFC 9068 section 2.2). `sub` is an actor as `kind:id`, so a client can never collide with a person. */
export const badgeClaims = z.strictObject({
  iss: z.string(),
  sub: actorText,
  aud: z.string(),
  client_id: z.string().min(1).max(200),
  iat: z.number().int(),
  nbf: z.number().int().optional(),
  exp: z.number().int(),
  jti: z.uuid(),
  scope: z.string().max(500),
  /** The key that whoever presents the badge must prove to hold (RFC 9449 section 6.1). */
  cnf: z.strictObject({ jkt: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }).optional(),
  act: actClaim.optional(),
  authorization_details: z.array(toolGrant).max(200).optional(),
  /** What the mesh alone reads. Each member is left out where its default says the same. */
  sbx: z
    .strictObject({
      /** Clients along the chain, without people, the caller's last. Default: the caller's. */
      clients: z.array(z.string()).max(MAX_CHAIN).optional(),
      /** Default: agent. */
      roles: z.array(z.enum(ROLES)).optional(),
      domains: z.array(z.string()).optional(),
      /** Ids of the badges that this one comes from, oldest first. */
      ancestors: z.array(z.uuid()).optional(),
      task: z.string().max(200).optional(),
    })
    .optional(),
});
export type BadgeClaims = z.infer<typeof badgeClaims>;

/** Roles of a badge that says nothing about roles. */
export const DEFAULT_ROLES: readonly Role[] = ["agent"];
