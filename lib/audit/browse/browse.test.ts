import { call } from "@orpc/server";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { Services } from "@/lib/core/services";
import { createUser } from "@/lib/identity/create-user";
import type { Role } from "@/lib/identity/roles";
import { type AuditEntryInput, buildEntry } from "../audit-entry";
import { type AuditLog, auditLogService } from "../audit-log";
import type { AuditType } from "../audit-types.schema";
import { loadTree } from "../load-tree";
import { insertEntries, integrateAll, testEntries, testSigner } from "../testing/test-log";
import { testPrincipal } from "../testing/test-principal";
import type { AuditFilterInput } from "./audit-filter.schema";
import { followEntries } from "./follow-entries";
import { getAuditEntry } from "./get-audit-entry";
import { getAuditStatus } from "./get-audit-status";
import { listAuditEntries } from "./list-audit-entries";
import { proveLeaves } from "./prove-leaves";

const database = testDatabase();
const signer = testSigner();
const log: AuditLog = { origin: signer.name, signer: () => signer, vkeys: () => [signer.vkey] };
const ids: Record<string, string> = {};
const traceId = "ab".repeat(16);
let ada = "";

const context = (role: Role = "viewer") => {
  const services = new Services();
  services.set(auditLogService, log);
  return { principal: testPrincipal(role), database: database(), services };
};
const list = async (filter: AuditFilterInput & { before?: string; limit?: number }) =>
  call(listAuditEntries, filter, { context: context() });
const listed = async (filter: AuditFilterInput) =>
  (await list({ ...filter, limit: 200 })).items.map((entry) =>
    Object.keys(ids).find((key) => ids[key] === entry.id),
  );

async function write(key: string, type: AuditType, rest: Partial<AuditEntryInput> = {}) {
  const row = buildEntry({ type, actor: "agent:crm", object: "mcp-server:notes", outcome: "ok", ...rest });
  await insertEntries(database().sql, [row]);
  ids[key] = row.id;
}

beforeAll(async () => {
  const { db, sql } = database();
  const author = { actor: "mesh:signalbox", roles: ["admin" as const] };
  const user = await createUser(
    db,
    { email: "ada@example.org", name: "Ada Lovelace", role: "admin" },
    author,
  );
  ada = `user:${user.id}`;
  const callId = newId();
  await sql`
    insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id,
      chain, callee_kind, callee_name, hop, decision, policies, policy_version, inputs, status, request_bytes)
    values (${callId}, now(), ${newId()}, ${traceId}, '0', 'mcp', 'tools/call', 'callTool', 'agent', 'crm', 'agent:crm',
      '{}', 'mcp-server', 'notes', 0, 'allow', '{}', '', '{}'::jsonb, 'completed', 0)`;
  await write("ruled", "io.signalbox.call.admitted", { id: callId, callId, outcome: "allow" });
  await write("guard", "io.signalbox.guard.noted", { actor: "guard:secrets", callId, outcome: "note" });
  await write("end", "io.signalbox.call.completed", { callId });
  await sql`update calls set outcome_entry_id = ${ids.end ?? ""} where id = ${callId}`;
  await write("denied", "io.signalbox.call.denied", { outcome: "policy_denied" });
  await write("held", "io.signalbox.call.held", { outcome: "approval_needed" });
  await write("failed", "io.signalbox.call.failed", { outcome: "upstream_timeout" });
  await write("wrong password", "io.signalbox.user.signed_in", {
    actor: "user:unknown",
    object: ada,
    outcome: "denied",
  });
  await write("role", "io.signalbox.user.role_changed", {
    actor: ada,
    roles: ["viewer", "admin"],
    object: "user:gone",
    payload: { from: "viewer", role: "steward", domains: ["sales"] },
  });
  await integrateAll(sql, await loadTree(sql), signer, 100);
});

describe("listAuditEntries", () => {
  const everything = ["role", "wrong password", "failed", "held", "denied", "end", "guard", "ruled"];

  it.each<[AuditFilterInput, string[]]>([
    [{ area: ["call"] }, ["failed", "held", "denied", "end", "ruled"]],
    [{ type: ["call.denied", "guard.noted"] }, ["denied", "guard"]],
    [{ area: ["guard"], type: ["call.completed"] }, ["end", "guard"]],
    [{ result: ["refused"] }, ["wrong password", "denied"]],
    [{ result: ["held", "failed"] }, ["failed", "held"]],
    [{ result: ["done", "held"], by: ["agent"] }, ["held", "end", "ruled"]],
    [{ outcome: ["policy_denied"] }, ["denied"]],
    [{ by: ["guard"] }, ["guard"]],
    [{ object: ["user:gone"] }, ["role"]],
    [{ about: ["mcp-server"], result: ["done"] }, ["end", "guard", "ruled"]],
    [{ trace: [traceId.toUpperCase()] }, ["end", "guard", "ruled"]],
    [{ trace: ["00".repeat(16)] }, []],
    [{ q: traceId }, ["end", "guard", "ruled"]],
    [{ q: "upstream_timeout" }, ["failed"]],
    [{ q: "role_changed" }, ["role"]],
    [{ q: "secrets" }, ["guard"]],
    [{ q: "lovelace" }, ["role", "wrong password"]],
    [{ q: "%" }, []],
    [{ actor: ["agent:crm"], about: ["user"] }, []],
  ])("finds by %j exactly %j", async (filter, keys) => {
    const found = await listed(filter);
    expect(found.filter((key) => key !== undefined)).toEqual(keys);
  });

  it("finds by call, by id and by leaf index", async () => {
    expect(await listed({ call: [ids.ruled ?? ""] })).toEqual(["end", "guard", "ruled"]);
    expect(await listed({ q: ids.ruled })).toEqual(["end", "guard", "ruled"]);
    expect(await listed({ q: ids.role })).toEqual(["role"]);
    const [newest] = (await list({ limit: 1 })).items;
    expect(await listed({ q: `#${newest?.index}` })).toEqual(["role"]);
    expect(await listed({ since: newest?.at ?? "" })).toEqual(["role"]);
    expect(await listed({ since: "1h", until: "30m" })).toEqual([]);
    expect(await listed({ until: newest?.at ?? "", area: ["guard"] })).toEqual(["guard"]);
  });

  it("pages without gap or repetition, newest first", async () => {
    const seen: string[] = [];
    for (let before: string | undefined; ; ) {
      const page = await list({ limit: 3, ...(before ? { before } : {}) });
      seen.push(...page.items.map((entry) => entry.id));
      if (!page.next) break;
      before = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toEqual(expect.arrayContaining(everything.map((key) => ids[key])));
  });

  it("tells the name that somebody has now and the role that they had then", async () => {
    const [entry] = (await list({ q: ids.role ?? "" })).items;
    expect(entry).toMatchObject({ actor: ada, actorName: "Ada Lovelace", role: "admin", objectName: null });
    expect(entry?.details).toEqual({ from: "viewer", role: "steward" });
  });

  it("is refused to an agent", async () => {
    await expect(call(listAuditEntries, {}, { context: context("agent") })).rejects.toMatchObject({
      code: "permission_denied",
    });
  });
});

describe("getAuditEntry", () => {
  const get = (id: string) => call(getAuditEntry, { id }, { context: context() });

  it("gives leaf, proof, what changed and what belongs to it, by id or by index", async () => {
    const entry = await get(ids.role ?? "");
    expect(entry.change).toEqual({
      before: { role: "viewer" },
      after: { role: "steward", domains: ["sales"] },
    });
    expect(JSON.parse(entry.leaf)).toMatchObject({ id: ids.role, role: "admin" });
    expect(entry.proof).toMatchObject({ index: entry.index, record: entry.leaf });
    expect((await get(String(entry.index))).id).toBe(ids.role);
    const guard = await get(ids.guard ?? "");
    expect(guard).toMatchObject({ traceId, related: { by: "trace", cut: false } });
    expect(guard.related.items.map((other) => other.id)).toEqual([ids.ruled, ids.end]);
  });

  it("groups what one commit did", async () => {
    const [one, other] = testEntries(2, { type: "io.signalbox.user.disabled" });
    await insertEntries(database().sql, one && other ? [one, other] : []);
    const entry = await get(one?.id ?? "");
    expect(entry).toMatchObject({ proof: null, standing: "pending", related: { by: "commit" } });
    expect(entry.related.items.map((item) => item.id)).toEqual([other?.id]);
    await integrateAll(database().sql, await loadTree(database().sql), signer, 100);
  });

  it.each([newId(), "999999"])("does not find %s", async (id) => {
    await expect(get(id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("followEntries", () => {
  it("cut and taken up again anywhere, tells each entry that fits once and in order", async () => {
    const { sql } = database();
    const { size } = await call(getAuditStatus, {}, { context: context() });
    const all = (await list({ limit: 200 })).items.map((entry) => entry.index).reverse();
    for (let cut = 0; cut <= size; cut++) {
      const first = await followEntries(sql, {}, 0, () => cut).look();
      const second = await followEntries(sql, {}, first.cursor, () => size).look();
      expect([...first.entries, ...second.entries].map((entry) => entry.index)).toEqual(
        all.toSorted((a, b) => Number(a) - Number(b)),
      );
    }
    const { entries } = await followEntries(sql, { result: ["refused"] }, 0, () => size).look();
    expect(entries.map((entry) => entry.id)).toEqual([ids.denied, ids["wrong password"]]);
  });

  it("tells who was away for long to read again instead of pouring the log out", async () => {
    const { look } = followEntries(database().sql, {}, 0, () => 1_000_000);
    expect(await look()).toEqual({ entries: [], cursor: 1_000_000, behind: true });
    expect(await look()).toMatchObject({ entries: [], behind: false });
  });
});

describe("what somebody did to the tables by hand", () => {
  it("shows: an entry beside the tree as such, a removed one as nothing at its index", async () => {
    const { sql } = database();
    const prove = (index: number[]) => call(proveLeaves, { index, since: 1 }, { context: context() });
    const [row] = testEntries(1);
    await insertEntries(sql, row ? [row] : []);
    await sql`update audit_entries set tx = 1 where id = ${row?.id ?? ""}`;
    expect((await list({ q: row?.id ?? "" })).items[0]?.standing).toBe("outside");
    await sql`delete from audit_entries where id = ${row?.id ?? ""} or id = ${ids.failed ?? ""}`;
    const { index } = (await list({ q: ids.held ?? "" })).items[0] ?? {};
    const proven = await prove([Number(index), Number(index) + 1, 10_000]);
    expect(proven.leaves).toMatchObject([{ index, found: { columns: { id: ids.held } } }, { found: null }]);
    expect(proven.consistency?.length).toBeGreaterThan(0);
  });
});
