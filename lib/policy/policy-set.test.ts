import { describe, expect, test } from "vitest";
import { isMeshError } from "@/lib/core/errors";
import type { DecisionRequest, EntityRecord, EntitySource } from "./decision";
import type { PolicySource } from "./parse-policies";
import { createPolicySet } from "./policy-set";

const RECORDS: EntityRecord[] = [
  {
    ref: { type: "Agent", id: "crm" },
    attrs: { name: "crm", certified: true },
    parents: [{ type: "Domain", id: "sales" }],
  },
  {
    ref: { type: "Agent", id: "tracker" },
    attrs: { name: "tracker", certified: false },
    parents: [{ type: "Domain", id: "projects" }],
  },
  { ref: { type: "Domain", id: "sales" }, attrs: {}, parents: [{ type: "Mesh", id: "mesh" }] },
  { ref: { type: "Domain", id: "projects" }, attrs: {}, parents: [{ type: "Mesh", id: "mesh" }] },
  {
    ref: { type: "Tool", id: "crm-tools/update" },
    attrs: {},
    parents: [{ type: "McpServer", id: "crm-tools" }],
  },
];
const entities: EntitySource = (ref) =>
  RECORDS.find((record) => record.ref.id === ref.id && record.ref.type === ref.type);

const ASK: DecisionRequest = {
  principal: { type: "Agent", id: "tracker" },
  action: "invokeAgent",
  resource: { type: "Agent", id: "crm" },
  context: { depth: 1 },
};

function decide(text: string, request: Partial<DecisionRequest> = {}, more: Partial<PolicySource> = {}) {
  return createPolicySet([{ assetName: "rules", text, guardrail: false, ...more }]).decide(
    { ...ASK, ...request },
    entities,
  );
}

function refusal(sources: PolicySource[]): string {
  try {
    createPolicySet(sources);
  } catch (err) {
    if (isMeshError(err) && err.code === "invalid_request") return JSON.stringify(err.issues);
    throw err;
  }
  return "accepted";
}

describe("the decision", () => {
  test("nothing is allowed by an empty set", () => {
    expect(createPolicySet([]).decide(ASK, entities)).toMatchObject({ effect: "deny", policies: [] });
  });

  test("a request that no policy permits is denied without a policy", () => {
    const decision = decide('permit(principal, action, resource == Agent::"other");');
    expect(decision).toMatchObject({ effect: "deny", policies: [], errors: [] });
  });

  test("one forbid outweighs every permit, and only the forbid is named", () => {
    const decision = decide(`
      @id("open") permit(principal, action, resource);
      @id("closed") @title("Certified only") @reason("It is not certified.") @remedy("Get certified.") @code("certification_required")
      forbid(principal, action, resource) unless { principal.certified };`);
    expect(decision.effect).toBe("deny");
    expect(decision.policies).toEqual([
      {
        id: "closed",
        title: "Certified only",
        reason: "It is not certified.",
        remedy: "Get certified.",
        code: "certification_required",
      },
    ]);
  });

  test("a policy whose evaluation fails does not count and is listed", () => {
    const decision = decide(`
      @id("broken") forbid(principal, action, resource) when { principal.nothing };
      @id("overflow") forbid(principal, action, resource) when { 9007199254740991 * 9007199254740991 > context.depth };
      @id("open") permit(principal, action, resource);`);
    expect(decision.effect).toBe("allow");
    expect(decision.errors.map((error) => error.policyId).sort()).toEqual(["broken", "overflow"]);
  });

  test("all permits that hold are named in the order of the set, with their obligations united", () => {
    const decision = decide(`
      @id("b") @redact("pii") permit(principal, action, resource);
      @id("a") @requires("privacy-check") @binding("dpop") permit(principal, action, resource == Agent::"crm");
      @id("c") @redact("secrets") permit(principal, action, resource) when { context.depth > 5 };`);
    expect(decision.effect).toBe("allow");
    expect(decision.policies.map((policy) => policy.id)).toEqual(["b", "a"]);
    expect(decision.obligations).toEqual([
      { kind: "redact", value: "pii", policyId: "b" },
      { kind: "requires", value: "privacy-check", policyId: "a" },
      { kind: "binding", value: "dpop", policyId: "a" },
    ]);
  });

  test("a permit that asks for approval holds the call, even beside a permit that does not", () => {
    const decision = decide(`
      @id("asks") @approval("human") permit(principal, action, resource);
      @id("open") permit(principal, action, resource);`);
    expect(decision.effect).toBe("hold");
  });

  test("a forbid that an approval lifts holds what is permitted, and denies what is not", () => {
    const lifted = '@id("ask-first") @approval("human") forbid(principal, action, resource);';
    const permit = '@id("open") permit(principal, action, resource);';
    const held = decide(`${permit} ${lifted}`);
    expect(held).toMatchObject({
      effect: "hold",
      obligations: [{ kind: "approval", policyId: "ask-first" }],
    });
    expect(held.policies.map((policy) => policy.id)).toEqual(["ask-first"]);
    expect(decide(lifted)).toMatchObject({ effect: "deny", policies: [] });
    const flat = decide(`${permit} ${lifted} @id("never") forbid(principal, action, resource);`);
    expect(flat.effect).toBe("deny");
    expect(flat.policies.map((policy) => policy.id)).toEqual(["ask-first", "never"]);
  });

  test("only a set that may read labels asks for them", () => {
    const reads = (condition: string) =>
      createPolicySet([
        {
          assetName: "a",
          text: `permit(principal, action, resource) when { ${condition} };`,
          guardrail: false,
        },
      ]).readsLabels;
    expect(reads('context.labels.contains("untrusted")')).toBe(true);
    expect(reads("context == context")).toBe(true);
    expect(reads("context.delegated && !context.pinned")).toBe(false);
  });

  test("a tool call is an action of its tool and a member of the group", () => {
    const tool = { action: "callTool", resource: { type: "Tool", id: "crm-tools/update" } } as const;
    const effect = (scope: string) => decide(`permit(principal, action ${scope}, resource);`, tool).effect;
    expect(effect('in Action::"callTool"')).toBe("allow");
    expect(effect('== Action::"callTool:crm-tools/update"')).toBe("allow");
    expect(effect('== Action::"callTool:crm-tools/delete"')).toBe("deny");
    expect(effect('in [Action::"callTool", Action::"callTool:crm-tools/update"]')).toBe("allow");
    expect(effect('in Action::"useModel"')).toBe("deny");
  });
});

describe("fail closed", () => {
  test("a broken entity source is thrown, not taken for a policy that does not count", () => {
    const engine = createPolicySet([
      {
        assetName: "a",
        text: "permit(principal, action, resource) when { principal.certified };",
        guardrail: false,
      },
    ]);
    const broken = () => {
      throw new Error("registry is gone");
    };
    expect(() => engine.decide(ASK, broken)).toThrow("registry is gone");
  });

  test("a number that Cedar does not have is thrown, so that no forbid on it is skipped", () => {
    const text = "forbid(principal, action, resource) when { context.depth > 5 };";
    expect(() => decide(text, { context: { depth: 5.5 } })).toThrow("The decision could not be made.");
  });

  test("arguments that do not fit: a forbid that reads them holds, a permit does not count, others are untouched", () => {
    const unreadable = { unreadableArguments: "amount is not a whole number" };
    const reading = "when { context has args && context.args has amount && context.args.amount > 5 }";
    const forbid = decide(
      `@id("limit") forbid(principal, action, resource) ${reading}; permit(principal, action, resource);`,
      unreadable,
    );
    expect(forbid.effect).toBe("deny");
    expect(forbid.policies.map((policy) => policy.id)).toEqual(["limit"]);
    expect(decide(`permit(principal, action, resource) ${reading};`, unreadable).effect).toBe("deny");
    expect(decide("permit(principal, action, resource);", unreadable).effect).toBe("allow");
  });

  test("a record that a caller sent never passes for an entity", () => {
    const text = "permit(principal, action, resource) when { context.owner == principal };";
    expect(decide(text, { context: { owner: { type: "Agent", id: "tracker" } } }).effect).toBe("deny");
    expect(decide(text, { context: { owner: { __entity: ASK.principal } } }).effect).toBe("allow");
  });

  test("inherited names are not attributes", () => {
    for (const name of ["constructor", "toString", "hasOwnProperty"]) {
      expect(decide(`permit(principal, action, resource) when { context has ${name} };`).effect).toBe("deny");
      expect(
        decide(`permit(principal, action, resource) when { context.${name} == 1 };`).errors,
      ).toHaveLength(1);
    }
  });
});

describe("what only the reference evaluator can run", () => {
  test("extension functions", () => {
    const effect = (body: string) => decide(`permit(principal, action, resource) when { ${body} };`).effect;
    expect(effect('ip("10.1.2.3").isInRange(ip("10.0.0.0/8"))')).toBe("allow");
    expect(effect('ip("11.1.2.3").isInRange(ip("10.0.0.0/8"))')).toBe("deny");
    expect(effect('decimal("1.5").lessThan(decimal("2.0")) && principal in Mesh::"mesh"')).toBe("allow");
    expect(effect('datetime("2024-01-01") < datetime("2025-01-01") && resource.certified')).toBe("allow");
  });

  test("its errors let the policy drop out as well", () => {
    const decision = decide(
      '@id("x") forbid(principal, action, resource) when { ip("no address").isIpv4() }; permit(principal, action, resource);',
    );
    expect(decision.effect).toBe("allow");
    expect(decision.errors.map((error) => error.policyId)).toEqual(["x"]);
  });

  test("a Long beyond 2^53 keeps its last digit", () => {
    const effect = (body: string) => decide(`permit(principal, action, resource) when { ${body} };`).effect;
    expect(effect("9223372036854775807 - 9223372036854775806 == context.depth")).toBe("allow");
    expect(effect("9007199254740993 == 9007199254740992")).toBe("deny");
  });
});

describe("domains", () => {
  const open = "permit(principal, action, resource);";

  test("a steward's permit counts for the own domain's resources only", () => {
    expect(decide(open, {}, { domain: "sales" }).effect).toBe("allow");
    expect(decide(open, {}, { domain: "projects" }).effect).toBe("deny");
    const named = 'permit(principal, action, resource == Agent::"crm");';
    expect(decide(named, {}, { domain: "projects" }).effect).toBe("deny");
  });

  test("a steward's forbid reaches the own resources and the own callers, nobody else", () => {
    const withForbid = (domain: string) =>
      createPolicySet([
        { assetName: "open", text: open, guardrail: false },
        { assetName: "closed", text: "forbid(principal, action, resource);", guardrail: false, domain },
      ]).decide(ASK, entities).effect;
    expect(withForbid("sales")).toBe("deny");
    expect(withForbid("projects")).toBe("deny");
    expect(withForbid("legal")).toBe("allow");
  });

  test("a guardrail holds everywhere, whichever domain keeps it", () => {
    const text = "forbid(principal, action, resource);";
    const engine = createPolicySet([
      { assetName: "open", text: open, guardrail: false },
      { assetName: "rail", text, guardrail: true, domain: "legal" },
    ]);
    expect(engine.decide(ASK, entities).effect).toBe("deny");
  });
});

describe("what is refused", () => {
  test("a guardrail that permits", () => {
    const text = "forbid(principal, action, resource);\n\npermit(principal, action, resource);";
    expect(refusal([{ assetName: "rail", text, guardrail: true }])).toContain(
      "line 3: a guardrail may only forbid",
    );
  });

  test("two policies with one id, in one asset or in two", () => {
    const text = '@id("x") permit(principal, action, resource);';
    expect(refusal([{ assetName: "a", text: `${text}\n${text}`, guardrail: false }])).toContain("used twice");
    const two = ["a", "b"].map((assetName) => ({ assetName, text, guardrail: false }));
    expect(refusal(two)).toContain("also used in a");
  });

  test("an obligation on a forbid, and one without a value", () => {
    const on = (head: string) =>
      refusal([{ assetName: "a", text: `${head}(principal, action, resource);`, guardrail: false }]);
    expect(on('@redact("pii") forbid')).toContain("belongs on a permit");
    expect(on("@redact permit")).toContain("@redact needs a value");
  });

  test("text that is not Cedar, with its line", () => {
    const text = "// é\npermit(principal, action, resource)\nwhen { nonsense };";
    expect(refusal([{ assetName: "a", text, guardrail: false }])).toContain("line 3");
  });
});

describe("the version", () => {
  const a = { assetName: "a", text: "permit(principal, action, resource);", guardrail: false };
  const b = { assetName: "b", text: "forbid(principal, action, resource);", guardrail: false };

  test("is the same for the same policies in any order", () => {
    expect(createPolicySet([a, b]).version).toBe(createPolicySet([b, a]).version);
  });

  test("changes with a text, with the guardrail mark and with the domain", () => {
    const versions = [[a, b], [a], [a, { ...b, guardrail: true }], [{ ...a, domain: "sales" }, b]].map(
      (sources) => createPolicySet(sources).version,
    );
    expect(new Set(versions).size).toBe(versions.length);
    expect(createPolicySet([a]).decide(ASK, entities).policyVersion).toBe(versions[1]);
  });
});
