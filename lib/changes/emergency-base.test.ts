import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { applyChange } from "./apply-change";
import { breakGlass } from "./break-glass";
import { getChange } from "./get-change";
import { doWhatIsDue } from "./keep-changes";
import { approve, forbid, person, policyOf, propose } from "./testing/people";
import { withdrawChange } from "./withdraw-change";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
});

const apply = (number: number, at?: string) =>
  call(applyChange, { number, ...(at ? { at } : {}) }, { context: ada });
const stateOf = async (number: number) => (await call(getChange, { number }, { context: ada })).state;
const live = async (name: string) => {
  await mesh().mesh.registry.refresh();
  return mesh().mesh.registry.current().find("policy", name);
};
/** The mesh itself does what is due too: whoever is first. */
const becomes = (number: number, state: string) => expect.poll(() => stateOf(number)).toBe(state);
const due = () => doWhatIsDue(mesh().mesh.database, mesh().mesh.services);

async function emergency(item: unknown): Promise<number> {
  const { number } = await propose(ada, item);
  await call(breakGlass, { number, reason: "Incident" }, { context: ada });
  return number;
}

const expire = (number: number) =>
  mesh().mesh.database.sql`update changes set break_glass_until = now() where number = ${number}`;

const soon = () => new Date(Date.now() + 60_000).toISOString();
const hourHasCome = () =>
  mesh().mesh.database.sql`update changes set apply_at = now() where state = 'scheduled'`;

test("what others have reviewed on top of an emergency stays when its time is over", async () => {
  await mesh().policy(forbid("r0"), "reviewed-on-top");
  const first = await emergency(policyOf("reviewed-on-top", forbid("r1")));
  const { number } = await propose(ada, policyOf("reviewed-on-top", forbid("r2")));
  await approve(grace, number);
  await apply(number);
  await expire(first);
  await due();
  await becomes(first, "reverted");
  expect((await live("reviewed-on-top"))?.spec.text).toBe(forbid("r2"));
});

test.each([
  ["one after the other", true],
  ["both at once", false],
])(
  "an emergency on top of another leaves nothing in force that nobody has reviewed: %s",
  async (_how, apart) => {
    const name = apart ? "stacked-apart" : "stacked-at-once";
    await mesh().policy(forbid(`${name}-0`), name);
    const first = await emergency(policyOf(name, forbid(`${name}-1`)));
    const second = await emergency(policyOf(name, forbid(`${name}-2`)));
    await expire(first);
    if (apart) await due();
    await expire(second);
    await due();
    expect((await live(name))?.spec.text).toBe(forbid(`${name}-0`));
    expect([await stateOf(first), await stateOf(second)]).toEqual(["reverted", "reverted"]);
  },
);

test("an emergency within its time is the state to go back to from the next one", async () => {
  await mesh().policy(forbid("w0"), "within");
  const first = await emergency(policyOf("within", forbid("w1")));
  const second = await emergency(policyOf("within", forbid("w2")));
  await expire(second);
  await due();
  await becomes(second, "reverted");
  expect((await live("within"))?.spec.text).toBe(forbid("w1"));
  await expire(first);
  await due();
  await becomes(first, "reverted");
  expect((await live("within"))?.spec.text).toBe(forbid("w0"));
});

test("taking a lifecycle back does not put into traffic what somebody has suspended meanwhile", async () => {
  await mesh().policy(forbid("l0"), "halted");
  const number = await emergency({ op: "state", kind: "policy", name: "halted", lifecycle: "deprecated" });
  const halt = { kind: "policy" as const, name: "halted", reason: "Leak", suspended: true };
  await call(changeAssetState, halt, { context: grace });
  await expire(number);
  await due();
  await becomes(number, "reverted");
  expect(await live("halted")).toMatchObject({ lifecycle: "active", suspendedReason: "Leak" });
});

test("an emergency that no longer fits beside what is in force is kept from breaking the whole set of policies", async () => {
  const one = await propose(ada, policyOf("first-of-id", forbid("one-id")));
  const other = await propose(ada, policyOf("second-of-id", forbid("one-id")));
  await approve(grace, one.number);
  await apply(one.number);
  const broken = call(breakGlass, { number: other.number, reason: "Incident" }, { context: ada });
  await expect(broken).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("valid") });
});

test("what somebody withdraws while its hour fails stays withdrawn", async () => {
  const { sql } = mesh().mesh.database;
  await mesh().policy(forbid("c0"), "contended");
  const { number } = await propose(ada, policyOf("contended", forbid("c1")));
  await approve(grace, number);
  await apply(number, soon());
  await hourHasCome();
  await sql
    .begin(async (held) => {
      await held`update assets set live_version = live_version where name = 'contended'`;
      const hour = due();
      await waiting(1);
      const withdrawn = call(withdrawChange, { number }, { context: ada });
      await waiting(2);
      await held`insert into asset_versions (id, asset_id, version, digest, spec, created_by)
      select gen_random_uuid(), id, 2, repeat('0', 64), '{}', 'user:x' from assets where name = 'contended'`;
      await held`update assets set live_version = 2 where name = 'contended'`;
      return { hour, withdrawn };
    })
    .then(({ hour, withdrawn }) => Promise.all([hour, withdrawn]));
  expect(await stateOf(number)).toBe("withdrawn");

  async function waiting(count: number) {
    await expect
      .poll(async () => (await sql`select count(*)::int as n from pg_locks where not granted`)[0]?.n)
      .toBeGreaterThanOrEqual(count);
  }
});

test("one change that cannot be dealt with keeps neither the others nor emergencies from their hour", async () => {
  const { sql } = mesh().mesh.database;
  await mesh().policy(forbid("j0"), "jammed");
  await mesh().policy(forbid("e0"), "expired");
  const jammed = await propose(ada, policyOf("jammed", forbid("j1")));
  const free = await propose(ada, policyOf("free", forbid("f1")));
  for (const { number } of [jammed, free]) {
    await approve(grace, number);
    await apply(number, soon());
  }
  const urgent = await emergency(policyOf("expired", forbid("e1")));
  await expire(urgent);
  await sql.unsafe(`create function jam() returns trigger language plpgsql as $$ begin raise 'jam'; end $$;
    create trigger jam before update on assets for each row when (new.name = 'jammed') execute function jam()`);
  await hourHasCome();
  await due();
  await becomes(free.number, "applied");
  await becomes(urgent, "reverted");
  expect(await stateOf(jammed.number)).toBe("scheduled");
  await sql.unsafe("drop trigger jam on assets");
  await due();
  await becomes(jammed.number, "applied");
});
