import fc from "fast-check";
import { expect, test } from "vitest";
import { createRetryBudget } from "./retry-budget";

test("retries stay below a tenth of the requests and two, whatever comes when", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (isRequest) => {
      const budget = createRetryBudget();
      let requests = 0;
      let retries = 0;
      for (const first of isRequest) {
        if (first) {
          requests += 1;
          budget.deposit("https://a");
        } else if (budget.withdraw("https://a")) retries += 1;
        expect(retries).toBeLessThanOrEqual(requests / 10 + 2);
      }
    }),
  );
});

test("an origin has its own", () => {
  const budget = createRetryBudget();
  budget.deposit("https://a");
  expect(budget.withdraw("https://b")).toBe(false);
  expect(budget.withdraw("https://a")).toBe(true);
  expect(budget.withdraw("https://a")).toBe(false);
});
