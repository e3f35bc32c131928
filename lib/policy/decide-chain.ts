import type { Actor, Principal } from "@/lib/identity/principal";
import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";
import { decideLinks } from "./decide-links";
import type { Action, CedarValue, Decision, EntityRef, EntitySource, PolicyEngine } from "./decision";
import { entityOfActor, withChain } from "./entities";
import { pinsArguments } from "./grants";
import type { TaskLabel } from "./labels";
import { type ReadArguments, readToolArguments } from "./tool-arguments";

/** One question to the policies: may this chain do this? */
export interface ChainQuestion {
  principal: Principal;
  action: Action;
  resource: EntityRef;
  protocol: string;
  /** As the protocol names it, such as `tools/call`. */
  method: string;
  operation?: string | undefined;
  /** For a tool call: the tool as pinned, and the arguments as sent. */
  tool?: PinnedTool | undefined;
  arguments?: Readonly<Record<string, unknown>> | undefined;
  /** Labels of the task, where a policy reads them. */
  labels?: readonly TaskLabel[] | undefined;
  /** Ask whether any arguments could be allowed; see `DecisionRequest`. */
  argumentsUnknown?: boolean | undefined;
}

export interface ChainDecision {
  decision: Decision;
  /** The link that was refused or held; undefined when all are allowed. */
  stoppedAt: Actor | undefined;
  /** What the policies saw, for the record. Arguments are left out: they stand in the recorded request. */
  inputs: DecisionInputs;
}

export interface DecisionInputs {
  action: Action;
  principals: readonly SeenEntity[];
  resource: SeenEntity;
  context: Readonly<Record<string, CedarValue>>;
}

export interface SeenEntity {
  type: string;
  id: string;
  /** Null for an entity that is not known to the mesh. */
  attrs: Readonly<Record<string, CedarValue>> | null;
}

/**
 * Decides for each link of the delegation chain: rights are the intersection along it (RFC 8693 section 4.1), so what one link may not do, nobody may do in its name. A denial of any link
 * is the answer, then a hold of any link; obligations of all links are united.
 *
 * @param entities the registry as policies see it (`registryEntities`); people and programs of the chain are added here
 * @throws when the evaluator itself is broken or the chain is empty; callers fail closed
 */
export function decideChain(
  engine: PolicyEngine,
  entities: EntitySource,
  question: ChainQuestion,
): ChainDecision {
  const { principal, action, resource } = question;
  if (principal.chain.length === 0)
    throw new RangeError("a principal without a chain cannot be decided about");
  const source = withChain(entities, principal);
  const context = contextOf(question);
  const read = readArguments(question);
  const seenByPolicies = read && "args" in read ? { ...context, args: read.args } : context;
  const unreadableArguments = read && "unreadable" in read ? read.unreadable : undefined;
  const links = principal.chain.map(entityOfActor);
  const inputs: DecisionInputs = {
    action,
    principals: links.map((link) => seen(link, source)),
    resource: seen(resource, source),
    context,
  };
  const { decision, stoppedAt } = decideLinks(engine, source, {
    links,
    action,
    resource,
    context: seenByPolicies,
    unreadableArguments,
    argumentsUnknown: question.argumentsUnknown,
  });
  return { decision, stoppedAt: stoppedAt === undefined ? undefined : principal.chain[stoppedAt], inputs };
}

/** What policies read as `context`; `schema.ts` declares the same to the validator. */
function contextOf(question: ChainQuestion): Record<string, CedarValue> {
  const { principal, operation } = question;
  const context: Record<string, CedarValue> = {
    actor: partyOf(principal.caller),
    subject: partyOf(principal.subject),
    depth: principal.chain.length - 1,
    delegated: principal.chain.length > 1,
    // Whoever presented the badge has proven to hold the key that it is bound to (RFC 9449).
    bound: principal.badge?.keyThumbprint !== undefined,
    protocol: question.protocol,
    method: question.method,
    labels: question.labels ?? [],
    pinned: isPinned(question),
    time: Math.floor(Date.now() / 1000),
  };
  if (principal.taskId !== undefined) context.task = principal.taskId;
  if (operation !== undefined) context.operation = operation;
  return context;
}

function isPinned({ principal, action, resource, arguments: given }: ChainQuestion): boolean {
  if (action !== "callTool" || principal.grants === undefined) return false;
  const slash = resource.id.indexOf("/");
  const use = { server: resource.id.slice(0, slash), tool: resource.id.slice(slash + 1) };
  return pinsArguments(principal.grants, { ...use, arguments: given ?? {} });
}

/** A tool that is not pinned promises no types, so its arguments cannot be read. Undefined when the call is no tool call. */
function readArguments(question: ChainQuestion): ReadArguments | undefined {
  if (question.argumentsUnknown) return undefined;
  if (question.tool) return readToolArguments(question.tool.inputSchema, question.arguments ?? {});
  return question.action === "callTool" ? { unreadable: "the tool is not registered" } : undefined;
}

function partyOf(actor: Actor): CedarValue {
  return { kind: actor.kind, id: actor.id, [actor.kind]: { __entity: entityOfActor(actor) } };
}

function seen(ref: EntityRef, source: EntitySource): SeenEntity {
  return { type: ref.type, id: ref.id, attrs: source(ref)?.attrs ?? null };
}
