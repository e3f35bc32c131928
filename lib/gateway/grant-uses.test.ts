import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ToolGrant } from "@/lib/identity/principal";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { type ModernFixture, startModernServer } from "@/lib/protocols/mcp/testing/modern-server";
import { modernPost, raw } from "@/lib/protocols/mcp/testing/raw";
import { registerFixture } from "@/lib/protocols/mcp/testing/register";
import { GrantUses } from "./grant-uses";
import { testMesh } from "./testing/test-mesh";

const mesh = testMesh((one) => mcpRoutes(one));
let fixture: ModernFixture;

beforeAll(async () => {
  fixture = await startModernServer();
  await registerFixture(mesh(), "notes", fixture);
  await mesh().allowAll();
});
afterAll(() => fixture.close());

const echoGrant = (uses: number | undefined, text?: string): ToolGrant => ({
  type: "mesh_tool",
  server: "notes",
  tool: "echo",
  ...(text === undefined ? {} : { arguments: { text: { equals: text } } }),
  ...(uses === undefined ? {} : { uses }),
});
const badgeFor = (taskId: string, ...grants: ToolGrant[]) => mesh().badge({ agent: "a", taskId, grants });
const echo = async (badge: string, text = "x", key?: string) => {
  const { body, headers } = modernPost("tools/call", { name: "echo", arguments: { text } });
  const answer = await raw(`${mesh().url}/mcp/notes`, {
    badge,
    body,
    headers: { ...headers, ...(key ? { "idempotency-key": key } : {}) },
  });
  return answer.messages[0]?.error?.data?.code ?? "allowed";
};
const arrived = () => fixture.dials.seen.filter((seen) => JSON.stringify(seen).includes("tools/call")).length;

describe("a task grant with a number of uses", () => {
  test("allows so many calls over all badges of the task, and the refusal is on record", async () => {
    const before = arrived();
    const outcomes = [];
    for (let n = 0; n < 4; n++) outcomes.push(await echo(badgeFor("t-1", echoGrant(2))));
    expect(outcomes).toEqual(["allowed", "allowed", "grant_exceeded", "grant_exceeded"]);
    expect(arrived() - before).toBe(2);
    const [last] = (await mesh().calls()).slice(-1);
    expect(last).toMatchObject({
      status: "denied",
      decision: "deny",
      error_message: "The task has made all the calls of notes/echo that it was granted. The task grants 2.",
    });
  });

  test("counts each task for itself", async () => {
    for (const task of ["t-2", "t-3"]) expect(await echo(badgeFor(task, echoGrant(1)))).toBe("allowed");
    expect(await echo(badgeFor("t-2", echoGrant(1)))).toBe("grant_exceeded");
  });

  test("lets no more calls through when they come at once", async () => {
    const badge = badgeFor("t-4", echoGrant(3));
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => echo(badge)));
    expect(outcomes.filter((outcome) => outcome === "allowed")).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === "grant_exceeded")).toHaveLength(17);
  });

  test("lets no more calls through when two replicas choose the same slot", async () => {
    const one = mesh().mesh;
    const use = { server: "notes", tool: "echo", arguments: {} };
    // Each replica knows only what it has set aside itself.
    const replicas = [new GrantUses(one.database), new GrantUses(one.database)];
    const principal = { subject: { kind: "agent", id: "r" }, taskId: "t-5", grants: [echoGrant(1)] };
    const reserved = await Promise.all(replicas.map((uses) => uses.reserve(principal as never, use, false)));
    expect(reserved.map((taken) => taken?.slot)).toEqual([1, 1]);
    const written = await Promise.all(
      reserved.map((taken) =>
        one.recorder.write({
          uses: taken
            ? [
                {
                  scope: taken.scope,
                  grant_digest: taken.grantDigest,
                  slot: taken.slot,
                  call_id: crypto.randomUUID(),
                },
              ]
            : [],
        }),
      ),
    );
    expect(written.map(({ leftOut }) => leftOut).sort()).toEqual(["use_taken", undefined]);
    await expect(new GrantUses(one.database).reserve(principal as never, use, false)).rejects.toMatchObject({
      code: "grant_exceeded",
    });
  });

  test("counts a repeated call once, and still answers it when all are used", async () => {
    const badge = badgeFor("t-6", echoGrant(2));
    const outcomes = [];
    for (const key of ["k-1", "k-1", "k-2", "k-2", "k-1", "k-3"]) outcomes.push(await echo(badge, "x", key));
    expect(outcomes).toEqual(["allowed", "allowed", "allowed", "allowed", "allowed", "grant_exceeded"]);
  });

  test("gives back the use of a repetition that came at the same moment", async () => {
    const badge = badgeFor("t-7", echoGrant(2));
    const outcomes = await Promise.all(["k-8", "k-8", "k-8"].map((key) => echo(badge, "x", key)));
    expect(outcomes).toEqual(["allowed", "allowed", "allowed"]);
    expect(await echo(badge, "x", "k-9")).toBe("allowed");
    expect(await echo(badge, "x", "k-10")).toBe("grant_exceeded");
  });

  test("is not used up by calls that another grant covers without a number", async () => {
    const badge = badgeFor("t-8", echoGrant(1), echoGrant(undefined, "free"));
    for (let n = 0; n < 3; n++) expect(await echo(badge, "free")).toBe("allowed");
    expect(await echo(badge, "counted")).toBe("allowed");
    expect(await echo(badge, "counted")).toBe("grant_exceeded");
  });

  test("needs a task to count for", () => {
    expect(() => mesh().badge({ agent: "a", grants: [echoGrant(1)] })).toThrow(/needs a task/);
  });
});
