import type { Role } from "./roles";

/** Someone who acts: an agent by its asset name, a service by its client id, a person by user id. */
export interface Actor {
  kind: "agent" | "service" | "user";
  id: string;
}

/** One tool that a task may use, and what its arguments must be (RFC 9396 `authorization_details` of type `mesh_tool`). */
export interface ToolGrant {
  type: "mesh_tool";
  /** Name of the MCP server asset; `*` is not allowed. */
  server: string;
  tool: string;
  /** Constraints by top-level argument name. An argument without a constraint is free, unless `exact`. */
  arguments?: Record<string, ArgumentConstraint>;
  /** Arguments that no constraint names must be left out. */
  exact?: true;
  /** How many calls the task may make under this grant, counted over all its badges and on every replica. Unlimited when missing. */
  uses?: number;
}

/** A JSON value that an argument may be asked to have. */
export type GrantedValue =
  | string
  | number
  | boolean
  | null
  | readonly GrantedValue[]
  | { readonly [name: string]: GrantedValue };

/** All given members must hold. A missing argument fails every constraint but `absent`. */
export interface ArgumentConstraint {
  /** Equal as JSON: lists in order, objects in any order of members. */
  equals?: GrantedValue;
  oneOf?: readonly GrantedValue[];
  prefix?: string;
  min?: number;
  max?: number;
  maxLength?: number;
  absent?: true;
}

/** Who makes a call, as proven by a badge or a client credential. */
export interface Principal {
  /** Holds the credential: the immediate caller. Last of the chain. */
  caller: Actor;
  /** Whom the caller acts for: first of the chain. The caller itself without delegation. */
  subject: Actor;
  /** From the subject to the caller; rights are the intersection along it (RFC 8693 section 4.1). 1 to 5 long. */
  chain: readonly Actor[];
  clientId: string | undefined;
  roles: readonly Role[];
  /** Domains that a steward governs. */
  domains: readonly string[];
  /**
   * The badge, if one was used. `ancestors` are the ids of the badges that it was exchanged from, oldest first; `clients` are the clients along the chain, the caller's
   * last (missing: the caller's alone).
   */
  badge:
    | {
        id: string;
        ancestors: readonly string[];
        issuedAtMs: number;
        expiresAtMs: number;
        clients?: readonly string[];
        /** Thumbprint of the key that the badge is bound to (RFC 9449); whoever presented it has proven to hold that key. */
        keyThumbprint?: string;
      }
    | undefined;
  scopes: readonly string[];
  taskId: string | undefined;
  /** When set, the only tools that may be called. Undefined means that policy alone rules. */
  grants: readonly ToolGrant[] | undefined;
}

/** `kind:id`, as it stands in records. */
export function actorRef(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}
