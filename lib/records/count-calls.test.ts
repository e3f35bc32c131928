import { call } from "@orpc/server";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { testDatabase } from "@/db/testing/test-database";
import { testPrincipal } from "@/lib/audit/testing/test-principal";
import { Services } from "@/lib/core/services";
import { recordCalls } from "@/lib/cost/testing/record-calls";
import { countCalls } from "./count-calls";
import type { countCallsInput } from "./count-calls.schema";

const database = testDatabase();

beforeAll(async () => {
  await recordCalls(database(), [
    { at: "2026-03-01T10:00:00Z", callee: "chat", status: "completed" },
    { at: "2026-03-01T11:00:00Z", callee: "chat", status: "failed" },
    { at: "2026-03-02T10:00:00Z", callee: "desk", status: "failed", caller: "user:bo", operation: "ask" },
  ]);
});

const count = (filter: z.input<typeof countCallsInput>) =>
  call(countCalls, filter, {
    context: { principal: testPrincipal("viewer"), database: database(), services: new Services() },
  });

test("counts calls and the values of their fields, most frequent first", async () => {
  const { total, exact, values } = await count({});
  expect([total, exact]).toEqual([3, true]);
  expect(values.status).toEqual([
    { value: "failed", count: 2 },
    { value: "completed", count: 1 },
  ]);
  expect(values.callee?.[0]).toEqual({ value: "chat", count: 2 });
  expect(values.operation).toEqual([{ value: "ask", count: 1 }]);
  expect(values.error).toEqual([]);
});

test("a field that is narrowed shows its other values all the same, and the others are narrowed by it", async () => {
  const { total, values } = await count({ status: "failed", from: "2026-03-02" });
  expect(total).toBe(1);
  expect(values.callee).toEqual([{ value: "desk", count: 1 }]);
  expect(values.status).toEqual([{ value: "failed", count: 1 }]);
  const narrowed = await count({ callee: "desk" });
  expect(narrowed.values.callee).toEqual([
    { value: "chat", count: 2 },
    { value: "desk", count: 1 },
  ]);
});
