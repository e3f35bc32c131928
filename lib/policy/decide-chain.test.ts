import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Actor, Principal } from "@/lib/identity/principal";
import { type ChainQuestion, decideChain } from "./decide-chain";
import { registryEntities } from "./entities";
import { createPolicySet } from "./policy-set";
import { principalOf } from "./testing/sample-principal";
import { agentAsset, modelAsset, serverAsset, snapshotOf } from "./testing/sample-registry";

const ADA: Actor = { kind: "user", id: "ada" };
const TRACKER: Actor = { kind: "agent", id: "tracker" };
const CRM: Actor = { kind: "agent", id: "crm" };
const BATCH: Actor = { kind: "service", id: "batch" };

const update = {
  name: "update",
  inputSchema: {
    type: "object",
    properties: { id: { type: "string" }, amount: { type: "integer" }, ratio: { type: "number" } },
  },
  annotations: { destructiveHint: true },
};
const entities = registryEntities(
  snapshotOf([
    agentAsset("tracker", { domain: "projects", certified: false }),
    agentAsset("crm"),
    agentAsset("pricing"),
    modelAsset("writer"),
    serverAsset("crm-tools", [update]),
  ]),
);

function ask(text: string, principal: Principal, more: Partial<ChainQuestion> = {}) {
  const engine = createPolicySet([{ assetName: "rules", text, guardrail: false }]);
  return decideChain(engine, entities, {
    principal,
    action: "invokeAgent",
    resource: { type: "Agent", id: "pricing" },
    protocol: "a2a",
    method: "SendMessage",
    ...more,
  });
}

describe("rights are the intersection along the chain", () => {
  const onlyCrm = '@id("crm") permit(principal == Agent::"crm", action, resource);';

  test("what the caller may do alone, it may not do in the name of one who may not", () => {
    expect(ask(onlyCrm, principalOf([CRM])).decision.effect).toBe("allow");
    const delegated = ask(onlyCrm, principalOf([ADA, CRM]));
    expect(delegated.decision.effect).toBe("deny");
    expect(delegated.stoppedAt).toEqual(ADA);
  });

  test("one link in the middle stops the chain, by the policy that forbids it", () => {
    const text = `permit(principal, action, resource);
      @id("no-tracker") forbid(principal == Agent::"tracker", action, resource);`;
    const { decision, stoppedAt } = ask(text, principalOf([ADA, TRACKER, CRM]));
    expect(decision.policies.map((policy) => policy.id)).toEqual(["no-tracker"]);
    expect(stoppedAt).toEqual(TRACKER);
  });

  test("a later denial outweighs an earlier hold: nobody is asked to approve what stays forbidden", () => {
    const text = `@approval("human") permit(principal == User::"ada", action, resource);`;
    expect(ask(text, principalOf([ADA, CRM])).decision.effect).toBe("deny");
  });

  test("obligations of all links are united and a hold of one holds the call", () => {
    const text = `
      @id("for-ada") @approval("human") permit(principal is User, action, resource);
      @id("for-agents") @redact("pii") permit(principal is Agent, action, resource);`;
    const { decision, stoppedAt } = ask(text, principalOf([ADA, TRACKER, CRM]));
    expect(decision.effect).toBe("hold");
    expect(stoppedAt).toEqual(ADA);
    expect(decision.policies.map((policy) => policy.id)).toEqual(["for-ada", "for-agents"]);
    expect(decision.obligations.map((duty) => duty.kind)).toEqual(["approval", "redact"]);
  });

  test("a longer chain never has a right that a shorter one lacks", () => {
    const actors = [ADA, TRACKER, CRM, BATCH] as const;
    const scopes = ["principal", "principal is User", "principal is Agent", 'principal in Domain::"sales"'];
    const heads = fc.constantFrom(...scopes, ...actors.map((actor) => `principal == ${uidOf(actor)}`));
    const policy = fc
      .tuple(fc.constantFrom("permit", "permit", "forbid"), heads)
      .map(([effect, head]) => `${effect}(${head}, action, resource);`);
    const texts = fc.array(policy, { minLength: 1, maxLength: 4 }).map((list) => list.join("\n"));
    const chains = fc.array(fc.constantFrom<Actor>(...actors), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, chains, fc.constantFrom<Actor>(...actors), (text, chain, next) => {
        const [first = ADA, ...rest] = chain;
        const longer = ask(text, principalOf([first, ...rest, next])).decision.effect;
        const shorter = ask(text, principalOf([first, ...rest])).decision.effect;
        return longer !== "allow" || shorter === "allow";
      }),
      { numRuns: 2_000 },
    );
  });

  test("an empty chain is an error, not an allowed call", () => {
    const principal = { ...principalOf([CRM]), chain: [] };
    expect(() => ask("permit(principal, action, resource);", principal)).toThrow(RangeError);
  });
});

describe("what policies see", () => {
  const effect = (condition: string, principal: Principal, more: Partial<ChainQuestion> = {}) =>
    ask(`permit(principal, action, resource) when { ${condition} };`, principal, more).decision.effect;

  test("the caller, the subject, the depth, the task and the protocol", () => {
    const principal = principalOf([ADA, TRACKER, CRM], { taskId: "t-1" });
    const condition = `
      context.actor.kind == "agent" && context.actor.id == "crm" && context.actor.agent == Agent::"crm" &&
      context.subject.kind == "user" && context.subject.user == User::"ada" && !(context.subject has agent) &&
      context.depth == 2 && context.delegated && context.task == "t-1" &&
      context.protocol == "a2a" && context.method == "SendMessage" && !(context has operation)`;
    expect(effect(condition, principal)).toBe("allow");
  });

  test("roles belong to the caller alone, whose credential proves them", () => {
    const condition = 'principal.roles.contains("admin")';
    expect(effect(condition, principalOf([ADA], { roles: ["admin"] }))).toBe("allow");
    expect(effect(condition, principalOf([ADA, BATCH], { roles: ["admin"] }))).toBe("deny");
  });

  test("attributes and parents of assets", () => {
    const condition =
      'resource.certified && resource.domain == "sales" && resource in Domain::"sales" && resource in Mesh::"mesh" && resource.skills.contains("answer")';
    expect(effect(condition, principalOf([CRM]))).toBe("allow");
  });

  test("the task's labels, and whether its grant fixes every argument", () => {
    const resource = { type: "Tool", id: "crm-tools/update" } as const;
    const grants = [
      {
        type: "mesh_tool" as const,
        server: "crm-tools",
        tool: "update",
        arguments: { id: { equals: "c1" } },
      },
    ];
    const call = (condition: string, id: string, more: Partial<Principal> = {}) =>
      effect(condition, principalOf([CRM], { grants, ...more }), {
        action: "callTool",
        resource,
        arguments: { id },
        labels: ["untrusted"],
      });
    expect(call('context.labels.contains("untrusted") && context.pinned', "c1")).toBe("allow");
    expect(call("context.pinned", "c2")).toBe("deny");
    expect(call("context.pinned", "c1", { grants: undefined })).toBe("deny");
    expect(effect("context.labels.isEmpty() && !context.pinned", principalOf([CRM]))).toBe("allow");
  });

  test("a tool stands below its server and its server's domain, and says what it does", () => {
    const resource = { type: "Tool", id: "crm-tools/update" } as const;
    const condition =
      'resource in McpServer::"crm-tools" && resource in Domain::"sales" && resource.destructive && !resource.readOnly && resource.openWorld && resource.server == "crm-tools"';
    expect(effect(condition, principalOf([CRM]), { action: "callTool", resource })).toBe("allow");
  });

  test("the inputs on record name every link, the resource and the context without arguments", () => {
    const { inputs } = ask("permit(principal, action, resource);", principalOf([ADA, CRM]), {
      action: "callTool",
      resource: { type: "Tool", id: "crm-tools/update" },
      tool: { ...update, digest: "0".repeat(64) },
      arguments: { id: "secret" },
    });
    expect(inputs.principals.map(({ type, id }) => `${type}:${id}`)).toEqual(["User:ada", "Agent:crm"]);
    expect(inputs.resource.attrs).toMatchObject({ name: "update", certified: true });
    expect(JSON.stringify(inputs)).not.toContain("secret");
  });
});

describe("arguments of a tool call", () => {
  const limit = `
    permit(principal, action in Action::"callTool", resource);
    @id("limit") forbid(principal, action == Action::"callTool:crm-tools/update", resource)
    when { context.args has amount && context.args.amount > 500 };`;
  const call = (args: Record<string, unknown>) =>
    ask(limit, principalOf([CRM]), {
      action: "callTool",
      resource: { type: "Tool", id: "crm-tools/update" },
      tool: { ...update, digest: "0".repeat(64) },
      arguments: args,
    }).decision.effect;

  test("are typed by the tool's schema and ruled by policy", () => {
    expect(call({ amount: 500 })).toBe("allow");
    expect(call({ amount: 501 })).toBe("deny");
    expect(call({})).toBe("allow");
  });

  test("cannot step past a forbid by another type", () => {
    for (const amount of ["501", 501.5, [501], { value: 501 }, null, 1e300])
      expect(call({ amount })).toBe("deny");
  });

  test("of a tool that is not pinned cannot be read, so a forbid on them holds", () => {
    const resource = { type: "Tool", id: "crm-tools/update" } as const;
    const question = { action: "callTool", resource, arguments: { amount: 1 } } as const;
    expect(ask(limit, principalOf([CRM]), question).decision.effect).toBe("deny");
  });

  test("what the schema does not declare or Cedar cannot hold does not disturb", () => {
    expect(call({ amount: 1, ratio: 0.5, other: { deep: [1.5] } })).toBe("allow");
  });
});

function uidOf(actor: Actor): string {
  return { user: "User", agent: "Agent", service: "Service" }[actor.kind].concat(`::"${actor.id}"`);
}
