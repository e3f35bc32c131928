import { expect, test } from "vitest";
import { csvOf } from "./cost-csv";
import type { CostLineItem } from "./list-cost-lines.schema";

const LINE: CostLineItem = {
  callId: "01a00000-0000-7000-8000-000000000000",
  startedAt: "2026-03-01T10:00:00.000Z",
  endedAt: "2026-03-01T10:00:01.000Z",
  caller: "agent:planner",
  subject: null,
  callee: "chat",
  domain: "sales",
  model: "small",
  operation: null,
  task: null,
  status: "completed",
  inputTokens: 3,
  outputTokens: 4,
  cost: "0.000000000001",
  currency: "USD",
  price: { input: "2.5" },
};

/** What a spreadsheet would run. */
const FORMULAS = [`=HYPERLINK("http://evil.example","x")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"];

test.each(FORMULAS)("a name that a spreadsheet would run is text: %j", (name) => {
  const row = csvOf([{ ...LINE, model: name, operation: name, task: name, caller: name }], false);
  expect(row).not.toMatch(/(^|,)"?[=+\-@\t\r＝]/);
  expect(row.split("'").length).toBeGreaterThan(4);
});

test("amounts are exact and an unknown cost is an empty cell", () => {
  const [head, priced, unpriced] = csvOf(
    [LINE, { ...LINE, cost: null, currency: null, price: null }],
    true,
  ).split("\r\n");
  expect(head).toMatch(/^"?call"?,"?started_at"?,.*,"?cost"?,"?currency"?,"?price"?$/);
  expect(priced).toContain(`,3,4,"0.000000000001","USD","{""input"":""2.5""}"`);
  expect(unpriced).toMatch(/,3,4,,,$/);
});
