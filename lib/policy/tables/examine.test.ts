import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Asset } from "@/lib/registry/asset";
import { decideChain } from "../decide-chain";
import { registryEntities } from "../entities";
import { liveSources } from "../live-sources";
import { createPolicySet } from "../policy-set";
import { principalOf } from "../testing/sample-principal";
import { agentAsset, serverAsset, snapshotOf } from "../testing/sample-registry";
import { entriesOf } from "./entries-of";
import { examine } from "./examine";

const inputSchema = { type: "object", properties: { amount: { type: "integer" } } };
const TOOLS = ["read", "write", "refund"].map((name) => ({ name, inputSchema }));
const BOT = { type: "Agent", id: "bot" } as const;

function meshWith(text: string) {
  const policy: Asset<"policy"> = { ...agentAsset("p"), kind: "policy", spec: { text, guardrail: false } };
  return snapshotOf([agentAsset("bot"), serverAsset("crm", TOOLS), policy as Asset]);
}

function entries(text: string) {
  const snapshot = meshWith(text);
  const server = snapshot.find("mcp-server", "crm") as Asset;
  return entriesOf(snapshot, BOT, server, registryEntities(snapshot)).map(
    ({ operations, verdict, policies, dependsOn, asksFor }) => ({
      operations,
      verdict,
      policies: policies.map(({ id }) => id),
      dependsOn,
      asksFor,
    }),
  );
}

const ALL = '@id("all") permit(principal, action in Action::"callTool", resource);';

describe("what may be done", () => {
  test("stands together where the same policies give the same answer", () => {
    const text = `${ALL} @id("held") @approval("human") permit(principal, action == Action::"callTool:crm/refund", resource);`;
    expect(entries(text)).toEqual([
      { operations: ["read", "write"], verdict: "allow", policies: ["all"], dependsOn: [], asksFor: [] },
      {
        operations: ["refund"],
        verdict: "hold",
        policies: ["all", "held"],
        dependsOn: [],
        asksFor: ["approval: human"],
      },
    ]);
  });

  test("leaves out what is denied", () => {
    expect(entries("forbid(principal, action, resource);")).toEqual([]);
    expect(entries(`${ALL} forbid(principal == Agent::"bot", action, resource);`)).toEqual([]);
  });

  test("says what it depends on where only the call can tell", () => {
    const text = `${ALL} @id("limit") forbid(principal, action == Action::"callTool:crm/refund", resource)
      when { context.args has amount && context.args.amount > 5 };`;
    expect(entries(text).at(-1)).toEqual({
      operations: ["refund"],
      verdict: "depends",
      policies: ["all", "limit"],
      dependsOn: ["context.args.amount"],
      asksFor: [],
    });
  });

  test("does not depend on what is decided without it", () => {
    const text = `${ALL} forbid(principal, action, resource) when { principal is User && context.bound };
      permit(principal, action, resource) when { context.bound };`;
    expect(entries(text)).toHaveLength(1);
    expect(entries(text)[0]?.verdict).toBe("allow");
  });
});

test("is what the engine decides about the call, whatever the request turns out to be", () => {
  const conditions = [
    "true",
    "context.bound",
    'context.labels.contains("untrusted")',
    "context.delegated",
    'principal.domain == "sales"',
    "resource.readOnly",
    "context.pinned && principal.certified",
    "context.args has amount && context.args.amount > 5",
  ];
  const one = fc
    .tuple(
      fc.constantFrom("permit", "forbid", '@approval("human") permit', '@approval("human") forbid'),
      fc.constantFrom(...conditions),
    )
    .map(
      ([effect, when]) =>
        `${effect}(principal, action == Action::"callTool:crm/refund", resource) when { ${when} };`,
    );
  const requests = fc.record({
    bound: fc.boolean(),
    untrusted: fc.boolean(),
    pinned: fc.boolean(),
    amount: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), requests, (policies, request) => {
      const snapshot = meshWith(policies.join("\n"));
      const resource = { type: "Tool", id: "crm/refund" } as const;
      const asked = { principal: BOT, action: "callTool", resource } as const;
      const { verdict } = examine(snapshot, asked, registryEntities(snapshot));
      const given = request.amount === undefined ? {} : { amount: request.amount };
      const { decision } = decideChain(createPolicySet(liveSources(snapshot)), registryEntities(snapshot), {
        principal: principalOf([{ kind: "agent", id: "bot" }], {
          badge: request.bound
            ? { id: "b", ancestors: [], issuedAtMs: 0, expiresAtMs: 0, keyThumbprint: "k" }
            : undefined,
          grants: request.pinned
            ? [
                {
                  type: "mesh_tool",
                  server: "crm",
                  tool: "refund",
                  arguments: {
                    amount: request.amount === undefined ? { absent: true } : { equals: request.amount },
                  },
                },
              ]
            : undefined,
        }),
        action: "callTool",
        resource,
        protocol: "mcp",
        method: "tools/call",
        tool: snapshot.find("mcp-server", "crm")?.spec.tools.find(({ name }) => name === "refund"),
        arguments: given,
        labels: request.untrusted ? ["untrusted"] : [],
      });
      return verdict === "depends" || verdict === decision.effect;
    }),
    { numRuns: 500 },
  );
});
