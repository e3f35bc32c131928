import { describe, expect, test } from "vitest";
import { policyToJson } from "../cedar-wasm";
import type { CedarValue } from "../decision";
import { compilePolicy } from "./compile-policy";
import { type Env, EvaluationError } from "./evaluation";

/** Each line: an expression and what Cedar makes of it. `error` means that the policy does not count. */
const SEMANTICS: Record<string, readonly (readonly [string, boolean | "error"])[]> = {
  "&& and || look only at what they need": [
    ["false && 1", false],
    ["true && 1", "error"],
    ["1 && true", "error"],
    ["true || 1", true],
    ["false || 1", "error"],
    ["(context.missing == 1) || true", "error"],
  ],
  "! and if want booleans": [
    ["!1", "error"],
    ["!!true", true],
    ["if 1 then true else false", "error"],
    ["if true then true else 1", true],
    ["if context.flag then 1 < 2 else context.missing", true],
  ],
  "a body that is no boolean is an error": [
    ["1", "error"],
    ['"true"', "error"],
    ["context", "error"],
  ],
  "== is never an error": [
    ["1 == true", false],
    ['1 != "1"', true],
    ["[1, 2] == [2, 1, 1]", true],
    ["[1] == [1, 2]", false],
    ["{a: 1, b: [2]} == {b: [2, 2], a: 1}", true],
    ["{a: 1} == {a: 1, b: 1}", false],
    ["principal == context.owner", true],
    ["[] == {}", false],
    ["context.missing == 1", "error"],
  ],
  "comparison wants Longs": [
    ["1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", true],
    ['"a" < "b"', "error"],
    ["1 < true", "error"],
  ],
  "arithmetic is 64 bits wide": [
    ["1 + 2 * 3 - 4 == 3", true],
    ["9007199254740991 + 9007199254740991 == 2 * 9007199254740991", true],
    ["9007199254740991 + 1 > 9007199254740991", true],
    ["(9007199254740991 + 1) - 1 == 9007199254740991", true],
    ["9007199254740991 * 1024 > 0", true],
    ["9007199254740991 * 1025 > 0", "error"],
    ["-9007199254740991 * 1024 - 1024 < 0", true],
    ["-9007199254740991 * 1024 - 1025 < 0", "error"],
    ["-(-9007199254740991 * 1024 - 1024) > 0", "error"],
    ['1 + "1" == 2', "error"],
    ["-true == 1", "error"],
  ],
  "in wants entities, all of them": [
    ["principal in principal", true],
    ['principal in Domain::"sales"', true],
    ['principal in Mesh::"mesh"', true],
    ['principal in Domain::"other"', false],
    ["principal in []", false],
    ['principal in [Domain::"other", Domain::"sales"]', true],
    ["principal in [principal, 1]", "error"],
    ["principal in 1", "error"],
    ["1 in principal", "error"],
    ['Agent::"ghost" in Domain::"sales"', false],
    ['Agent::"ghost" in Agent::"ghost"', true],
    ['action in Action::"group"', true],
  ],
  "is checks the type before it looks further": [
    ["principal is Agent", true],
    ["principal is User", false],
    ['principal is Agent in Domain::"sales"', true],
    ["principal is User in 1", false],
    ["principal is Agent in 1", "error"],
    ["1 is Agent", "error"],
  ],
  "has and . on records and entities": [
    ["principal has name", true],
    ["principal has nothing", false],
    ['Agent::"ghost" has name', false],
    ['Agent::"ghost".name == 1', "error"],
    ["principal.nothing == 1", "error"],
    ["context has box.inner.leaf", true],
    ["context has box.other.leaf", false],
    ["context has size.leaf", "error"],
    ["context has owner.name", true],
    ['context["odd name"] == 1', true],
    ["1 has name", "error"],
    ["[1] has name", "error"],
    ["{a: context.missing, b: 1}.b == 1", "error"],
  ],
  "like takes * for any text": [
    ['"abc" like "a*c"', true],
    ['"ac" like "a*c"', true],
    ['"aba" like "a*ba*a"', false],
    ['"abab" like "ab*ab"', true],
    ['"ab" like "ab*ab"', false],
    ['"" like "*"', true],
    ['"a*c" like "a\\*c"', true],
    ['"abc" like "a\\*c"', false],
    ['1 like "*"', "error"],
  ],
  sets: [
    ["[1, 2].contains(2)", true],
    ['[1, 2].contains("2")', false],
    ["[[1], {a: 1}].contains({a: 1})", true],
    ["1.contains(1)", "error"],
    ["[1, 2, 3].containsAll([1, 3])", true],
    ["[1].containsAll(1)", "error"],
    ["[1].containsAny([])", false],
    ['context.tags.containsAny(["x", "eu"])', true],
    ["[].isEmpty()", true],
    ["context.tags.isEmpty()", false],
    ["1.isEmpty()", "error"],
    ["[1, context.missing].contains(1)", "error"],
  ],
  "tags: entities of the mesh have none": [
    ['principal.hasTag("x")', false],
    ["principal.hasTag(1)", "error"],
    ['1.hasTag("x")', "error"],
    ['principal.getTag("x") == 1', "error"],
  ],
};

for (const [title, lines] of Object.entries(SEMANTICS)) {
  describe(title, () => {
    test.each(lines)("%s is %s", (expression, expected) => {
      expect(evaluate(expression)).toBe(expected);
    });
  });
}

const CONTEXT: Record<string, CedarValue> = {
  flag: true,
  size: 1,
  tags: ["eu"],
  box: { inner: { leaf: 1 } },
  owner: { __entity: { type: "Agent", id: "a" } },
  "odd name": 1,
};

const SALES = { type: "Domain", id: "sales" } as const;
const MESH = { type: "Mesh", id: "mesh" } as const;
const PRINCIPAL = { type: "Agent", id: "a" } as const;

const env: Env = {
  principal: { __entity: PRINCIPAL },
  action: { __entity: { type: "Action", id: "x" } },
  resource: { __entity: { type: "Model", id: "m" } },
  context: CONTEXT,
  lookup: (uid) => (uid.id === "a" ? { ref: PRINCIPAL, attrs: { name: "a" }, parents: [SALES] } : undefined),
  ancestors: (uid) => {
    if (uid.type === "Action") return [{ type: "Action", id: "group" }];
    return uid.id === "a" ? [SALES, MESH] : [];
  },
};

function evaluate(expression: string): boolean | "error" {
  const parsed = policyToJson(`permit(principal, action, resource) when { ${expression} };`);
  if (parsed.type === "failure") throw new Error(parsed.errors[0]?.message);
  const { conditions } = compilePolicy(parsed.json);
  if (!conditions) throw new Error("not compiled");
  try {
    return conditions(env);
  } catch (err) {
    if (err instanceof EvaluationError) return "error";
    throw err;
  }
}
