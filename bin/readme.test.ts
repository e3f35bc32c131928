import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const readme = readFileSync("README.md", "utf8");
const config = readFileSync("lib/core/config.ts", "utf8");

describe("the README", () => {
  it("explains every setting that the process reads, and no other", () => {
    const schema = config.slice(config.indexOf("z.object({"), config.indexOf("\n});"));
    const read = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
    const table = readme.slice(readme.indexOf("## Configuration"), readme.indexOf("## How it is built"));
    const explained = [...table.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, name]) => name);
    expect(explained.toSorted()).toEqual(read.toSorted());
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(String(name) in scripts))).toEqual([]);
  });
});
