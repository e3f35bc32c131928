import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonLine } from "./json-line";

test("whatever is written is one line to every reader, and reads back as it was", () => {
  const text = fc.string({
    unit: fc.constantFrom(
      "a",
      "\n",
      "\r",
      "\u0085",
      "\u2028",
      "\u2029",
      "\u001b",
      "\u009b",
      "\u202e",
      "\\",
      '"',
      "\ud83d\ude00",
    ),
  });
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const line = jsonLine(value);
      expect(JSON.parse(line)).toEqual(value);
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});
