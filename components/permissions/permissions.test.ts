import { expect, test } from "vitest";
import { leaveOf } from "./permissions";

const people = [
  { name: "Olu", role: "operator" as const },
  { name: "Ana", role: "admin" as const },
];

test("who may is told nothing", () => {
  expect(leaveOf({ role: "operator", people }, "registry:write")).toEqual({ allowed: true, reason: "" });
});

test("who may not is told which role it takes and who has it", () => {
  expect(leaveOf({ role: "viewer", people }, "policy:write")).toEqual({
    allowed: false,
    reason: "You are a viewer; this needs the role steward. Ask Ana (admin).",
  });
  expect(leaveOf({ role: "operator", people: [] }, "members:write").reason).toBe(
    "You are an operator; this needs the role admin. Ask somebody with the role admin.",
  );
});
