import { MeshError } from "@/lib/core/errors";
import type { Actor, Principal } from "@/lib/identity/principal";
import { ROLES, type Role } from "@/lib/identity/roles";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";
import type { PolicyTest } from "@/lib/registry/kinds/policy";
import { type ChainDecision, decideChain } from "../decide-chain";
import type { PolicyEngine } from "../decision";
import { entityOfActor, registryEntities } from "../entities";
import { explainDecision } from "../explain-decision";
import { liveSources, policiesInTraffic } from "../live-sources";
import type { PolicySource } from "../parse-policies";
import { createPolicySet } from "../policy-set";
import type { PolicyTestReport, PolicyTestResult, TestedDraft } from "./policy-tests.schema";

/**
 * Runs the tests of every policy in force, and those of the draft, against the whole set as it would be with the draft. A failing test of the draft blocks it; so does a test of another asset that passes today, because
 * then it is the draft that breaks it.
 * @param removed names of policy assets that the change takes away
 * @throws MeshError `invalid_request` when the set with the draft does not compile
 */
export function runPolicyTests(
  registry: RegistrySnapshot,
  draft: readonly TestedDraft[],
  removed: readonly string[] = [],
): PolicyTestReport {
  const replaced = new Set([...draft.map(({ name }) => name), ...removed]);
  const others = policiesInTraffic(registry).filter(({ name }) => !replaced.has(name));
  const now = liveSources(registry);
  const then: PolicySource[] = [
    ...now.filter(({ assetName }) => !replaced.has(assetName)),
    ...draft.map(({ name, domain, text, guardrail }) => ({ assetName: name, domain, text, guardrail })),
  ];
  const before = createPolicySet(now);
  const after = createPolicySet(then);
  const results = [
    ...draft.flatMap(({ name, tests }) =>
      tests.map((test) => resultOf(name, test, registry, after, undefined)),
    ),
    ...others.flatMap(({ name, spec }) =>
      (spec.tests ?? []).map((test) => resultOf(name, test, registry, after, before)),
    ),
  ];
  return { passed: results.every(({ passed, failedBefore }) => passed || failedBefore), results };
}

/** @throws MeshError `invalid_request` naming each test that keeps a change from being put in force */
export function refuseFailing({ passed, results }: PolicyTestReport): void {
  if (passed) return;
  const failing = results.filter((result) => !result.passed && !result.failedBefore);
  throw new MeshError("invalid_request", "Tests of policies fail with this change.", {
    issues: failing.map(({ asset, name, expected, actual, missing }) => ({
      path: `${asset}: ${name}`,
      message:
        missing.length > 0
          ? `expected ${expected} with ${missing.join(", ")}, which is not asked for`
          : `expected ${expected}, but the answer is ${actual}`,
    })),
  });
}

function resultOf(
  asset: string,
  test: PolicyTest,
  registry: RegistrySnapshot,
  engine: PolicyEngine,
  before: PolicyEngine | undefined,
): PolicyTestResult {
  const { decision, stoppedAt } = rule(test, registry, engine);
  const missing = missingObligations(test, decision.obligations);
  const passed = decision.effect === test.expect && missing.length === 0;
  const principal = stoppedAt ? entityOfActor(stoppedAt) : entityOfActor(actorOf(test.principal));
  return {
    asset,
    name: test.name,
    passed,
    failedBefore: !passed && before !== undefined && !passes(test, registry, before),
    expected: test.expect,
    actual: decision.effect,
    policies: decision.policies.map(({ id }) => id),
    missing,
    because: explainDecision({ principal, action: test.action, resource: test.resource }, decision),
  };
}

function passes(test: PolicyTest, registry: RegistrySnapshot, engine: PolicyEngine): boolean {
  const { decision } = rule(test, registry, engine);
  return decision.effect === test.expect && missingObligations(test, decision.obligations).length === 0;
}

function missingObligations(
  { obligations = [] }: PolicyTest,
  found: ChainDecision["decision"]["obligations"],
): string[] {
  return obligations
    .filter(({ kind, value }) => !found.some((duty) => duty.kind === kind && duty.value === value))
    .map(({ kind, value }) => `${kind}: ${value}`);
}

/** Asks as the gateway asks about a call. */
function rule(test: PolicyTest, registry: RegistrySnapshot, engine: PolicyEngine): ChainDecision {
  const { action, context = {} } = test;
  return decideChain(engine, registryEntities(registry), {
    principal: principalOf(test),
    action,
    resource: test.resource,
    protocol: context.protocol ?? PROTOCOLS[action],
    method: context.method ?? action,
    operation: context.operation,
    tool: action === "callTool" ? toolOf(test.resource.id, registry) : undefined,
    arguments: test.arguments,
    labels: context.labels,
  });
}

const PROTOCOLS = {
  discover: "mcp",
  invokeAgent: "a2a",
  callTool: "mcp",
  readResource: "mcp",
  getPrompt: "mcp",
  useModel: "openai",
} satisfies Record<PolicyTest["action"], string>;

function principalOf(test: PolicyTest): Principal {
  const caller = actorOf(test.principal);
  const chain = [...(test.onBehalfOf ?? []).map(actorOf), caller];
  const { bound = false, pinned = false, task } = test.context ?? {};
  return {
    caller,
    subject: chain[0] ?? caller,
    chain,
    clientId: undefined,
    roles: (test.roles ?? []).filter((role): role is Role => ROLES.includes(role as Role)),
    domains: [],
    badge: bound
      ? { id: "test", ancestors: [], issuedAtMs: 0, expiresAtMs: 0, keyThumbprint: "test" }
      : undefined,
    scopes: ["mesh"],
    taskId: task,
    grants: pinned ? [grantToTheLetter(test)] : undefined,
  };
}

/** A task grant that fixes every argument, which is what `context.pinned` says. */
function grantToTheLetter({ resource, arguments: given = {} }: PolicyTest) {
  const slash = resource.id.indexOf("/");
  return {
    type: "mesh_tool" as const,
    server: resource.id.slice(0, slash),
    tool: resource.id.slice(slash + 1),
    arguments: Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, { oneOf: [value as string] }]),
    ),
  };
}

const ACTORS = { Agent: "agent", Service: "service", User: "user" } as const;

function actorOf({ type, id }: PolicyTest["principal"]): Actor {
  return { kind: ACTORS[type], id };
}

function toolOf(id: string, registry: RegistrySnapshot): PinnedTool | undefined {
  const slash = id.indexOf("/");
  const server = registry.find("mcp-server", id.slice(0, slash));
  return server?.spec.tools.find(({ name }) => name === id.slice(slash + 1));
}
