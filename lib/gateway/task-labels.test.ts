import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { type ModernFixture, startModernServer } from "@/lib/protocols/mcp/testing/modern-server";
import { modernPost, raw } from "@/lib/protocols/mcp/testing/raw";
import { registerFixture } from "@/lib/protocols/mcp/testing/register";
import { testMesh } from "./testing/test-mesh";

const mesh = testMesh((one) => mcpRoutes(one));
let fixture: ModernFixture;

beforeAll(async () => {
  fixture = await startModernServer();
  await registerFixture(mesh(), "notes", fixture);
  await mesh().allowAll();
  await mesh().register("policy", "untrusted-input", {
    text: readFileSync("policies/untrusted-input.cedar", "utf8"),
    guardrail: true,
  });
});
afterAll(() => fixture.close());

const call = async (badge: string, method: string, params: Record<string, unknown>) => {
  const answer = await raw(`${mesh().url}/mcp/notes`, { badge, ...modernPost(method, params) });
  return answer.messages[0]?.error?.data?.code ?? "allowed";
};
const echo = (badge: string) => call(badge, "tools/call", { name: "echo", arguments: { text: "x" } });
const read = (badge: string) => call(badge, "resources/read", { uri: "note://one" });

describe("a task that read what nobody vouched for", () => {
  test("changes nothing without approval, and nothing of the held call arrives", async () => {
    const badge = mesh().badge({ agent: "a" });
    expect(await read(badge)).toBe("allowed");
    const before = fixture.dials.seen.length;
    expect(await echo(badge)).toBe("approval_required");
    expect(fixture.dials.seen.length).toBe(before);
    const [held] = (await mesh().calls()).slice(-1);
    expect(held).toMatchObject({
      status: "held",
      decision: "hold",
      policies: ["untrusted-input-changes-nothing"],
    });
  });

  test("another task of the same agent is free", async () => {
    expect(await echo(mesh().badge({ agent: "a" }))).toBe("allowed");
  });

  test("a grant that names the call to the letter was given before, so it passes", async () => {
    const grants = [
      { type: "mesh_tool" as const, server: "notes", tool: "echo", arguments: { text: { equals: "x" } } },
    ];
    const badge = mesh().badge({ agent: "b", grants });
    expect(await read(badge)).toBe("allowed");
    expect(await echo(badge)).toBe("allowed");
    expect(await call(badge, "tools/call", { name: "echo", arguments: { text: "y" } })).toBe(
      "grant_exceeded",
    );
  });
});
