import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const CSS = import.meta.glob<Record<string, string>>("/{app,components}/**/*.module.css", {
  eager: true,
  import: "default",
});
const SOURCES = Object.keys(import.meta.glob("/{app,components}/**/*.{ts,tsx}"));
const IMPORT = /import (\w+) from "([^"]*\.module\.css)"/g;

test("every class that a component names stands in its style sheet", () => {
  const missing: string[] = [];
  let looked = 0;
  for (const source of SOURCES) {
    const text = readFileSync(join(process.cwd(), source), "utf8");
    for (const [, name, path = ""] of text.matchAll(IMPORT)) {
      const sheet = path.startsWith("@/") ? path.slice(1) : join(dirname(source), path);
      const known = CSS[sheet];
      for (const [, owner, used = ""] of text.matchAll(/\b(\w+)\.(\w+)\b(?!\.css)/g)) {
        if (owner !== name) continue;
        looked++;
        if (known?.[used] === undefined) missing.push(`${source}: ${name}.${used}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(looked).toBeGreaterThan(500);
});
