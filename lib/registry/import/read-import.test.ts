import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readSpec } from "../specs/read-spec";
import { IMPORT_FORMATS, type ImportFormat } from "./import-report.schema";
import { readImport } from "./read-import";
import { pathText } from "./reading";
import { FILES } from "./testing/files";

test.each(IMPORT_FORMATS)(
  "a file of %s is recognised, its assets fit their kinds, and each field says how well it came over",
  (name) => {
    const { text, assets, paths } = FILES[name];
    const found = readImport(text);
    expect(found.format).toBe(name);
    expect(found.assets.map(({ kind, name: own }) => `${kind}/${own}`).sort()).toEqual([...assets].sort());
    for (const asset of found.assets)
      if ("spec" in asset) expect(readSpec(asset.kind, asset.spec)).toBeTruthy();
    const report = Object.fromEntries(found.report.map(({ path, fidelity }) => [path, fidelity]));
    expect(report).toMatchObject(paths);
  },
);

/** Every place with a value that holds no other. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  const members = Array.isArray(value)
    ? value.map((one, nth) => [nth, one] as const)
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  if (members.length === 0) return path.length > 0 ? [path] : [];
  return members.flatMap(([member, inner]) => leavesOf(inner, [...path, member]));
}

const prefixes = (path: (string | number)[]) => path.map((_step, nth) => pathText(path.slice(0, nth + 1)));

test.each(IMPORT_FORMATS)(
  "whatever else a file of %s says, every field of it is in the report, once",
  (name) => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 6 }),
        fc.jsonValue(),
        (more, noise) => {
          const own = parse(FILES[name].text, { merge: true }) as Record<string, unknown>;
          const document = { ...more, ...own, somethingElse: noise };
          // A member of that name is refused wherever it stands.
          fc.pre(!JSON.stringify(document).includes("__proto__"));
          const { report } = readImport(JSON.stringify(document), name as ImportFormat);
          const spoken = new Set(report.map(({ path }) => path));
          expect(spoken.size).toBe(report.length);
          for (const leaf of leavesOf(JSON.parse(JSON.stringify(document))))
            expect(prefixes(leaf).filter((path) => spoken.has(path)).length, pathText(leaf)).toBeGreaterThan(
              0,
            );
        },
      ),
      { numRuns: 50 },
    );
  },
);

test.each(["hello", "[1, 2", '{"a": 1}', "a: &a [*a, *a]"])(
  "%j is refused as no file that can be imported",
  (text) => {
    expect(() => readImport(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  },
);

test.each([
  ["without an end", "mcpServers: &a\n  one: { url: 'https://x.example/mcp' }\n  two: *a\n"],
  [
    "larger than it looks",
    `mcpServers: { one: { url: "https://x.example/mcp" } }\nall: [${"*a, ".repeat(50)}]\n`.replace(
      "all",
      `list: &a [${"1, ".repeat(10_000)}]\nall`,
    ),
  ],
  [
    "of very many assets",
    JSON.stringify({
      mcpServers: Object.fromEntries(
        Array.from({ length: 501 }, (_, nth) => [`s${nth}`, { url: "https://x.example/mcp" }]),
      ),
    }),
  ],
])("a file %s is refused before anything of it is taken", (_what, text) => {
  expect(() => readImport(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
});

test("no credential of a file gets into an asset", () => {
  for (const name of IMPORT_FORMATS) {
    const { assets } = readImport(FILES[name].text);
    expect(JSON.stringify(assets)).not.toMatch(/Bearer x|os\.environ|"auth_value"/);
  }
});
