import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { canonicalJson, digestOf } from "@/lib/core/canonical-json";
import { appendAudit } from "./append-audit";
import { buildEntry } from "./audit-entry";

const database = testDatabase();

describe("buildEntry", () => {
  it("writes the leaf as canonical JSON for any text", () => {
    const text = fc.string({ unit: "binary", maxLength: 700 });
    fc.assert(
      fc.property(text, text, text, fc.option(fc.jsonValue()), (actor, object, outcome, payload) => {
        const { leaf } = buildEntry({ type: "io.signalbox.test", actor, object, outcome, payload });
        expect(canonicalJson(JSON.parse(leaf))).toBe(leaf);
        expect(Buffer.byteLength(leaf)).toBeLessThan(65_536);
      }),
    );
  });

  it("puts the digest of the payload into the leaf, not the payload", () => {
    const payload = { b: "secret words", a: [1, 2.5, null] };
    const { leaf } = buildEntry({
      type: "io.signalbox.test",
      actor: "a:b",
      object: "c:d",
      outcome: "ok",
      payload,
    });
    expect(leaf).not.toContain("secret words");
    expect(JSON.parse(leaf).payload_sha256).toBe(digestOf(payload));
  });
});

describe("appendAudit", () => {
  it("keeps what the caller sent readable and provable, whatever characters it holds", async () => {
    const payload = { "k\0\ud800": "v\0\udfff", plain: "\\u0000", n: [1e21, 5e-324, -0, 0.1] };
    const id = await appendAudit(database().db, {
      type: "io.signalbox.test",
      actor: "agent:\0x",
      object: "o".repeat(100_000),
      outcome: "ok",
      payload,
    });
    const [row] = await database().sql<{ leaf: string; payload: unknown; actor: string }[]>`
      select leaf, payload, actor from audit_entries where id = ${id}`;
    expect(row?.actor).toBe("agent:\ufffdx");
    expect(row?.payload).toEqual({
      "k\ufffd\ufffd": "v\ufffd\ufffd",
      plain: "\\u0000",
      n: [1e21, 5e-324, 0, 0.1],
    });
    expect(JSON.parse(row?.leaf ?? "").payload_sha256).toBe(digestOf(row?.payload));
  });

  it("leaves no entry behind when the transaction that it belongs to is rolled back", async () => {
    const { db, sql } = database();
    let id = "";
    await expect(
      db.transaction(async (tx) => {
        id = await appendAudit(tx, { type: "io.signalbox.test", actor: "a:b", object: "c:d", outcome: "ok" });
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");
    expect(await sql`select 1 from audit_entries where id = ${id}`).toHaveLength(0);
  });
});
