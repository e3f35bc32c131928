import type { Sql } from "postgres";
import { expect, test } from "vitest";
import { type Batch, emptyBatch, writeBatch } from "./write-batch";

/** The one statement that a batch is written by. */
async function statementOf(part: Partial<Batch>): Promise<string> {
  const statements: string[] = [];
  const sql = (strings: TemplateStringsArray, ...values: unknown[]) => {
    const parts = values.map((value) => (value instanceof Fragment ? value.text : "?"));
    const text = strings.map((piece, nth) => `${piece}${parts[nth] ?? ""}`).join("");
    statements.push(text);
    return new Fragment(text);
  };
  await writeBatch(sql as unknown as Sql, { ...emptyBatch(), ...part });
  return statements.at(-1) ?? "";
}

class Fragment {
  constructor(readonly text: string) {}
}

const key = { call_id: "c", asset_id: "a", meter: "rate second", window_start: "1970-01-01T00:00:00.000Z" };

test("calls that no budget or limit holds for are written by a statement that knows of none", async () => {
  const plain = await statementOf({});
  expect(plain).toContain("insert into calls");
  expect(plain).not.toMatch(/claim|meter|used_up/);
  const claiming = await statementOf({
    claims: [{ ...key, nth: 0, replica_id: "r", amount: "1", cap: "1" }],
  });
  const settling = await statementOf({ settlements: [{ ...key, used: "1", late: "0" }] });
  for (const statement of [claiming, settling]) expect(statement).toContain("claim_meters(");
});
