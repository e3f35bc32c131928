import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assetReference, nameReference } from "./kinds/reference";
import { parseAssetReference, parseNameReference, resolvePointer } from "./parse-reference";

const versions = [
  { version: 3, digest: `aaaa1111${"0".repeat(56)}` },
  { version: 1, digest: `aaaa2222${"0".repeat(56)}` },
  { version: 2, digest: `bbbb1111${"0".repeat(56)}` },
];
const known = { live: 2, labels: { production: 1, staging: 3, gone: 9 } };
const numberOf = (ref: string) => {
  const found = resolvePointer(parseNameReference(ref)?.at ?? { by: "live" }, versions, known);
  return typeof found === "object" ? found.version : found;
};

describe("a reference to an asset", () => {
  it("means one version, by whatever it names it", () => {
    expect(numberOf("greeting")).toBe(2);
    expect(numberOf("greeting@live")).toBe(2);
    expect(numberOf("greeting@latest")).toBe(3);
    expect(numberOf("greeting@production")).toBe(1);
    expect(numberOf("greeting@3")).toBe(3);
    expect(numberOf("greeting@sha256:bbbb1111")).toBe(2);
  });

  it("means nothing rather than something near", () => {
    expect(numberOf("greeting@7")).toBeUndefined();
    expect(numberOf("greeting@nowhere")).toBeUndefined();
    expect(numberOf("greeting@constructor")).toBeUndefined();
    expect(numberOf("greeting@gone")).toBeUndefined();
    expect(resolvePointer({ by: "digest", prefix: "aaaa" }, versions, known)).toBe("ambiguous");
  });

  it("is read the same by the schema and by the parser", () => {
    const piece = fc.constantFrom(
      "greeting",
      "a.b-c",
      "@",
      "/",
      "prompt",
      "3",
      "sha256:",
      "deadbeef",
      "UP",
      " ",
      "live",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join("");
        expect(parseNameReference(text) !== undefined).toBe(nameReference.safeParse(text).success);
        expect(parseAssetReference(text) !== undefined).toBe(assetReference.safeParse(text).success);
      }),
    );
  });
});
