import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeEach, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { resumeUser, setRole, stopUser } from "@/lib/identity/operations/users";
import { saveDomain } from "@/lib/registry/save-domain";
import { clerkOf } from "./testing/clerk";
import { person } from "./testing/people";

const mesh = testMesh(() => new Hono());
let desk: Awaited<ReturnType<typeof clerkOf>>;
let steward: OperationContext;

const userId = ({ principal }: OperationContext) => principal.caller.id;
const stop = (who: OperationContext) => call(stopUser, { userId: userId(who) }, { context: desk.ada });

beforeEach(async () => {
  desk ??= await clerkOf(mesh().mesh);
  steward = await person(mesh().mesh, "steward", ["test"]);
  await desk.contact(undefined);
  await desk.certify();
});

test.each<[string, () => Promise<{ entryId: string }>]>([
  ["is shut out", () => stop(steward)],
  [
    "gets another role",
    () => call(setRole, { userId: userId(steward), role: "viewer", domains: [] }, { context: desk.ada }),
  ],
  [
    "governs other domains",
    async () => {
      await call(saveDomain, { name: "elsewhere", title: "Elsewhere" }, { context: desk.program });
      const moved = { userId: userId(steward), role: "steward" as const, domains: ["elsewhere"] };
      return call(setRole, moved, { context: desk.ada });
    },
  ],
])(
  "the last steward who %s takes the domain's certificates along, in one transaction",
  async (_what, leave) => {
    const { entryId } = await leave();
    const { state, certificates } = await desk.look();
    expect([state, certificates[0]?.reasons]).toEqual(["suspended", ["Nobody answers for the domain test."]]);
    const { sql } = mesh().mesh.database;
    const commits = await sql`select xmin from audit_entries where id = ${entryId}
    or (type = 'io.signalbox.certificate.suspended' and payload->>'certificate' = ${certificates[0]?.id ?? ""})`;
    expect(commits).toHaveLength(2);
    expect(commits[0]?.xmin).toBe(commits[1]?.xmin);
  },
);

test("a steward who leaves others behind takes nothing along", async () => {
  const other = await person(mesh().mesh, "steward", ["test"]);
  await stop(steward);
  expect((await desk.look()).state).toBe("valid");
  await stop(other);
  expect((await desk.look()).state).toBe("suspended");
});

test("a contact that is the address of somebody shut out answers no longer, and does again when they are let in", async () => {
  const reader = await person(mesh().mesh, "viewer");
  await desk.contact(`${userId(reader).toUpperCase()}@example.com`);
  await stop(steward);
  expect((await desk.look()).state).toBe("valid");
  await stop(reader);
  expect(await desk.look()).toMatchObject({
    state: "suspended",
    conditions: expect.arrayContaining([expect.objectContaining({ id: "owner", state: "fails" })]),
  });
  await call(resumeUser, { userId: userId(reader) }, { context: desk.ada });
  await desk.certify();
});
