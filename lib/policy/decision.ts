/** A Cedar entity id: `Agent::"crm-specialist"`. */
export interface EntityRef {
  type: "Agent" | "Service" | "User" | "McpServer" | "Tool" | "Model" | "Prompt" | "Domain" | "Mesh";
  id: string;
}

/** Actions of the mesh. An action's group says what it does to the world; see `schema.ts`. */
export const ACTIONS = [
  "discover",
  "invokeAgent",
  "callTool",
  "readResource",
  "getPrompt",
  "useModel",
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * A value that Cedar can hold, in Cedar's own JSON form. Whole numbers within the safe range only; fractions are left out of the context. An entity is wrapped, so a
 * record that a caller sent (`{type, id}`) can never pass for one.
 */
export type CedarValue =
  | boolean
  | number
  | string
  | { readonly __entity: EntityRef }
  | readonly CedarValue[]
  | { readonly [key: string]: CedarValue };

export interface EntityRecord {
  ref: EntityRef;
  attrs: Readonly<Record<string, CedarValue>>;
  parents: readonly EntityRef[];
}

/** Looks up an entity; undefined for one that does not exist. Must be cheap: it is asked several times for each decision. */
export type EntitySource = (ref: EntityRef) => EntityRecord | undefined;

/** `callTool` on a `Tool` is Cedar's `Action::"callTool:<server>/<tool>"`, a member of `Action::"callTool"`; the engine does that step. */
export interface DecisionRequest {
  principal: EntityRef;
  action: Action;
  resource: EntityRef;
  context: Readonly<Record<string, CedarValue>>;
  /**
   * Why the call's arguments do not fit the tool's input schema, if they do not. A policy that reads arguments can then not be evaluated as its author
   * meant: a permit does not count and a forbid holds.
   */
  unreadableArguments?: string | undefined;
  /**
   * True when the question is whether any arguments could be allowed, as for a list of tools. A permit that reads arguments then counts and a forbid that does so does not; the call itself is ruled with its
   * arguments.
   */
  argumentsUnknown?: boolean | undefined;
}

/** What a permit asks for on top: annotations `@requires`, `@approval`, `@redact`, `@binding` of the policies that decided. A forbid can have `@approval`, which lifts it. */
export interface Obligation {
  kind: "requires" | "approval" | "redact" | "binding";
  value: string;
  policyId: string;
}

/** A policy as it stood in the decision. Texts come from its annotations `@title`, `@reason`, `@remedy`, `@code`. */
export interface DecidingPolicy {
  id: string;
  title: string | undefined;
  reason: string | undefined;
  remedy: string | undefined;
  code: string | undefined;
}

/**
 * The outcome of one evaluation. `deny` with no policies means that nothing permitted it (Cedar denies by default); `hold` means permitted once an approval obligation is met: one of a permit, or of every forbid that
 * holds.
 * Policies whose evaluation failed are listed in `errors` and did not count, as Cedar says.
 */
export interface Decision {
  effect: "allow" | "deny" | "hold";
  policies: readonly DecidingPolicy[];
  obligations: readonly Obligation[];
  errors: readonly { policyId: string; message: string }[];
  /** Digest of the policy set that decided. */
  policyVersion: string;
}

export interface PolicyEngine {
  /** Digest of the set in force. */
  readonly version: string;
  /** Whether any policy may look at `context.labels`: only then are a task's labels looked up. */
  readonly readsLabels: boolean;
  /** Synchronous and cheap. @throws when the evaluator itself is broken; callers fail closed. */
  decide(request: DecisionRequest, entities: EntitySource): Decision;
}
