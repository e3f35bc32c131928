import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mayUse } from "@/lib/gateway/may-use";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { Actor } from "@/lib/identity/principal";
import { badgeVerifierService } from "@/lib/identity/verify-badge";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { toolDigest } from "@/lib/registry/tool-digest";
import { gatewayApp } from "@/lib/runtime/gateway-app";

const mesh = testMesh(gatewayApp);
const document = readFileSync("docs/sign-in-from-an-mcp-client.md", "utf8");
const policies = [...document.matchAll(/```cedar\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");

const pinned = (tool: { name: string; inputSchema: Record<string, unknown> }) => ({
  ...tool,
  digest: toolDigest(tool),
});
const server = (tool: string) => ({
  url: "http://127.0.0.1:9/mcp",
  revisions: ["2025-06-18"],
  serverInfo: { name: "x", version: "1" },
  capabilities: {},
  tools: [pinned({ name: tool, inputSchema: { type: "object" } })],
  auth: { type: "none" as const },
});

test("the policies of the document hold, and let an app do what its person may and nobody else", async () => {
  await mesh().register("mcp-server", "crm-tools", server("get_customer"));
  await mesh().register("mcp-server", "bank", server("transfer"));
  expect(policies).toHaveLength(2);
  const validator = mesh().mesh.services.get(policyValidatorService);
  for (const [at, text] of policies.entries()) {
    expect(validator.validate({ assetName: `doc-${at}`, domain: "test", text, guardrail: false })).toEqual(
      [],
    );
  }
  await mesh().policy(policies[0] ?? "");
  const may = async (...chain: Actor[]) => {
    const principal = await mesh().mesh.services.get(badgeVerifierService).verify(mesh().badge({ chain }));
    return mayUse(mesh().mesh, principal, {
      action: "callTool",
      resource: { type: "Tool", id: "crm-tools/get_customer" },
    });
  };
  const [person, app]: Actor[] = [
    { kind: "user", id: "ada" },
    { kind: "service", id: "app-1" },
  ];
  expect(await may(person as Actor, app as Actor)).toBe(true);
  expect(await may(app as Actor)).toBe(false);
  expect(await may({ kind: "agent", id: "a" }, app as Actor)).toBe(false);
});
