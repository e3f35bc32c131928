import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "./parse-json";

const CORPUS = "../shared/corpora/jsontestsuite/test_parsing";

test("whatever JSON.stringify writes is read back", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      if (text.includes('"__proto__"')) return;
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ["a repeated member", '{"a":1,"a":2}'],
  ["a repeated member in other spelling", '{"a":1,"\\u0061":2}'],
  ["a repeated member after a nested object", '{"a":{"b":[1,{}]},"c":"}","a":1}'],
  ["__proto__", '{"x":{"__proto__":{"admin":true}}}'],
  ["deep nesting", "[".repeat(65) + "]".repeat(65)],
])("%s is refused", (_name, text) => {
  expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
});

test("the same name in sibling objects is fine", () => {
  expect(parseJson('[{"a":1},{"a":"\\\\\\""},{"b":{"a":1},"a":[]}]')).toHaveLength(3);
});

test("100,000 open brackets are refused quickly", () => {
  const start = performance.now();
  expect(() => parseJson("[".repeat(100_000))).toThrow();
  expect(performance.now() - start).toBeLessThan(50);
});

describe.skipIf(!existsSync(CORPUS) && !process.env.CI)("public parser corpus", () => {
  const files = existsSync(CORPUS) ? readdirSync(CORPUS) : [];
  // The corpus accepts repeated members; this parser refuses them on purpose.
  const repeated = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"];

  test("has its files", () => expect(files.length).toBeGreaterThan(300));

  test.each(files.filter((name) => name.startsWith("y_") && !repeated.includes(name)))(
    "%s is accepted",
    (name) => {
      expect(() => parseJson(readFileSync(`${CORPUS}/${name}`, "utf8"), { maxDepth: 1000 })).not.toThrow();
    },
  );

  test.each(files.filter((name) => name.startsWith("n_")))("%s is refused", (name) => {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    expect(() => parseJson(decoder.decode(readFileSync(`${CORPUS}/${name}`)), { maxDepth: 1000 })).toThrow();
  });
});
