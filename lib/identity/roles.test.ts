import { describe, expect, it } from "vitest";
import { leastRoleFor, PERMISSIONS, ROLES, roleAllows } from "./roles";

describe("roles", () => {
  it("let operators and above make calls from the console, and nobody below", () => {
    expect(ROLES.filter((role) => roleAllows([role], "calls:make"))).toEqual([
      "operator",
      "steward",
      "admin",
    ]);
    expect(leastRoleFor("calls:make")).toBe("operator");
  });

  it("only grow from one to the next", () => {
    for (const [index, role] of ROLES.entries()) {
      const below = ROLES[index - 1];
      const held = PERMISSIONS.filter((permission) => below && roleAllows([below], permission));
      expect(held.filter((permission) => !roleAllows([role], permission))).toEqual([]);
    }
  });
});
