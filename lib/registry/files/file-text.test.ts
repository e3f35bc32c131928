import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf } from "@/lib/core/canonical-json";
import { assetKinds } from "../kinds";
import { readSpec } from "../specs/read-spec";
import { SAMPLE_SPECS } from "../testing/sample-specs";
import type { AssetFile } from "./asset-file.schema";
import { readAssetText, readDomainText } from "./read-file-text";
import { writeAssetText, writeDomainText } from "./write-file-text";

const fileOf = (text: string): AssetFile => {
  const read = readAssetText(text);
  if ("issues" in read) throw new Error(JSON.stringify(read.issues));
  return read.file;
};
const head = {
  name: "it",
  domain: "test",
  title: "It",
  description: "",
  tags: ["a", "yes", "1_000"],
  labels: [],
};
const problem = (text: string) => {
  const read = readAssetText(text);
  return "issues" in read ? read.issues.map(({ path, message }) => `${path} ${message}`).join("\n") : "";
};

/** Any JSON value that can stand in a spec, with texts that YAML could take for something else. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom(
    "yes",
    "no",
    "on",
    "null",
    "~",
    "1e3",
    "0x1F",
    "1_000",
    "012",
    "2026-11-01",
    "- a",
    "a: b",
    "#",
    "'",
    '"',
    "|",
    ">",
    " x",
    "x ",
    "\n",
    "a\n\n",
    "\ta",
    "a\r\nb",
    "<<",
    "---",
    "...",
    "&a",
    "*a",
    "!x",
    "%x",
    "@",
    "`",
    "{{x}}",
    "\u00a0",
    "\u2028",
    "=",
  ),
);
const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      anyText,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      anyText.filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe("an asset as a file", () => {
  it.each(assetKinds)(
    "%s: reads back as what was written, to the digest, and is written the same again",
    (kind) => {
      const file: AssetFile = {
        kind,
        ...head,
        spec: readSpec(kind, SAMPLE_SPECS[kind]) as Record<string, unknown>,
      };
      const text = writeAssetText(file);
      const back = fileOf(text);
      expect(digestOf(back)).toBe(digestOf(file));
      expect(writeAssetText(back)).toBe(text);
    },
  );

  it("keeps every value that JSON can say, whatever YAML might take it for", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const file: AssetFile = {
          kind: "dataset",
          ...head,
          spec: { itemSchema: {}, items: [{ id: "1", value }] },
        };
        const text = writeAssetText(file);
        expect(digestOf(fileOf(text))).toBe(digestOf(file));
        expect(writeAssetText(fileOf(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order in which members were stored", () => {
    const spec = readSpec("prompt", SAMPLE_SPECS.prompt) as Record<string, unknown>;
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, item]) => [name, turned(item)]),
            )
          : value;
    const file: AssetFile = { kind: "prompt", ...head, spec };
    expect(writeAssetText(turned(file) as AssetFile)).toBe(writeAssetText(file));
  });

  it("reads well: members in the order of the schema, long texts as they are", () => {
    const spec = readSpec("prompt", SAMPLE_SPECS.prompt) as Record<string, unknown>;
    const text = writeAssetText({ kind: "prompt", name: "letter", domain: "desk", title: "Letter", spec });
    expect(text).toMatch(
      /^kind: prompt\nname: letter\ndomain: desk\ntitle: Letter\nspec:\n {2}messages:\n {4}- role: system\n {6}content: \|-\n/,
    );
  });

  it("is refused with what YAML can do beyond data", () => {
    const text = writeAssetText({ kind: "policy", ...head, spec: SAMPLE_SPECS.policy });
    expect(problem(`${text}surprise: 1\n`)).toMatch(/surprise/);
    expect(problem(`${text}kind: agent\n`)).toMatch(/unique/i);
    expect(problem(text.replace("guardrail: false", "guardrail: !!js/function x"))).toMatch(/tag/i);
    expect(
      problem(text.replace("title: It", "title: &a It").replace('description: ""', "description: *a")),
    ).toMatch(/anchors/);
    expect(problem(`${text}__proto__: {}\n`)).not.toBe("");
    expect(problem("a: [")).not.toBe("");
    expect(problem("kind: policy\nname: UP\n")).toMatch(/name/);
    expect(problem("x: .inf")).not.toBe("");
  });

  it("has a file for its domain", () => {
    const file = { domain: "sales", title: "Sales", contact: "sales@example.com" };
    expect(readDomainText(writeDomainText(file))).toEqual({ file });
  });
});
