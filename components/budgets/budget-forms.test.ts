import { expect, test } from "vitest";
import { changeOf } from "./budget-forms";

function form(members: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(members)) data.set(name, value);
  return data;
}

test("a form becomes the change that it asks for, and what is empty is left out", () => {
  const common = {
    reason: "Why",
    name: "small",
    domain: "sales",
    caller: " agent:a ",
    asset: "",
    scopeDomain: "",
  };
  expect(
    changeOf(
      "budget",
      form({ ...common, amount: "10", currency: "eur", period: "week", mode: "hard", alertAt: "80, 100" }),
    ),
  ).toEqual({
    title: "Add budget small",
    reason: "Why",
    items: [
      {
        op: "put",
        kind: "budget",
        name: "small",
        head: { domain: "sales" },
        spec: {
          scope: { caller: "agent:a" },
          amount: "10",
          currency: "EUR",
          period: "week",
          mode: "hard",
          alertAt: [0.8, 1],
        },
      },
    ],
  });
  expect(
    changeOf(
      "limit",
      form({
        known: "yes",
        name: "few",
        reason: "Why",
        quota: "5",
        quotaPer: "day",
        rate: "",
        ratePer: "hour",
      }),
    ),
  ).toMatchObject({
    title: "Change limit few",
    items: [{ head: {}, spec: { scope: {}, quota: { calls: 5, per: "day" } } }],
  });
});
