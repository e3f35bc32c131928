import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editJson } from "./edit-json";

describe("an edit of a document", () => {
  it("changes one value and leaves the rest as it was written", () => {
    const text = '{"id": 12345678901234567890, "price": 1.10, "tags": ["a", "b"]}';
    const edited = editJson(text, ["tags", 1], '"c"');
    expect(edited).toContain("12345678901234567890");
    expect(edited).toContain("1.10");
    expect(JSON.parse(edited)).toMatchObject({ tags: ["a", "c"] });
  });

  it("makes what is on the way, and takes out what is emptied", () => {
    expect(JSON.parse(editJson("{}", ["a", "b", 0, "c"], "1"))).toEqual({ a: { b: [{ c: 1 }] } });
    expect(JSON.parse(editJson('{"a":{"b":1,"c":2}}', ["a", "b"], undefined))).toEqual({ a: { c: 2 } });
    expect(JSON.parse(editJson('{"a":[1,2,3]}', ["a", 1], undefined))).toEqual({ a: [1, 3] });
    expect(JSON.parse(editJson('{"a":1}', ["x"], undefined))).toEqual({ a: 1 });
  });

  it("is the same as changing the value itself, for any document", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.jsonValue(),
        (doc, key, value) => {
          const edited = JSON.parse(editJson(JSON.stringify(doc), [key], JSON.stringify(value))) as unknown;
          const entries = Object.entries(doc).filter(([name]) => name !== key);
          expect(new Map(Object.entries(edited as object))).toEqual(
            new Map(
              Object.entries(
                JSON.parse(JSON.stringify(Object.fromEntries([...entries, [key, value]]))) as object,
              ),
            ),
          );
        },
      ),
    );
  });
});
