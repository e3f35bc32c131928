import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceMembers } from "./replace-members";

describe("replacing members of a JSON text", () => {
  it("leaves every other byte as it was", () => {
    const text =
      '{ "seed" : 90071992547409931, "t":1.0,\n "model" : "asset" , "s":"\\u0061 \\\\\\"model\\"" }';
    expect(replaceMembers(text, { model: '"up"' })).toBe(text.replace('"asset"', '"up"'));
  });

  it("adds what is missing, also to an empty object", () => {
    expect(replaceMembers('{"a":[1,{"model":2}]}', { model: '"x"' })).toBe(
      '{"model":"x","a":[1,{"model":2}]}',
    );
    expect(replaceMembers(" { } ", { model: '"x"' })).toBe(' {"model":"x" } ');
  });

  it("finds a name however it is escaped", () => {
    expect(replaceMembers('{"\\u006dodel":"a"}', { model: '"b"' })).toBe('{"\\u006dodel":"b"}');
  });

  it("means the same as replacing in the parsed object, for any object", () => {
    const object = fc.dictionary(
      fc
        .oneof(fc.constantFrom("model", "stream_options"), fc.string())
        .filter((name) => name !== "__proto__"),
      fc.jsonValue(),
    );
    const replacement = fc.dictionary(fc.constantFrom("model", "stream_options"), fc.jsonValue());
    fc.assert(
      fc.property(object, replacement, fc.constantFrom(0, 1, "\t"), (value, members, space) => {
        const texts = Object.fromEntries(Object.entries(members).map(([k, v]) => [k, JSON.stringify(v)]));
        const replaced = JSON.parse(replaceMembers(JSON.stringify(value, null, space), texts)) as unknown;
        expect(replaced).toEqual(JSON.parse(JSON.stringify({ ...value, ...members })));
      }),
    );
  });
});
