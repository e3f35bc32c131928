import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** What the server, the command line and the sample mesh are made of. */
const BUNDLED = ["cli", "db", "examples", "lib", "server.ts", "bin/lib"];
/** What only the console is made of. */
const CONSOLE = ["app", "components", "public", "next.config.ts", "next.config.mjs", "postcss.config.mjs"];
const SETTINGS = ["package-lock.json", "package.json", "tsconfig.json"];
/** Neither tests nor prose change what is built. */
const IGNORED = /\.test\.tsx?$|\.md$|(^|\/)testing\/|\.DS_Store$/;

/** A digest of everything that the bundles are built from. */
export function bundleDigest() {
  return digest([...BUNDLED, ...SETTINGS]);
}

/** A digest of everything that the console is built from. */
export function consoleDigest() {
  return digest([...CONSOLE, ...BUNDLED, ...SETTINGS]);
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesUnder).sort()) {
    if (IGNORED.test(path)) continue;
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (err) {
    if (err.code === "ENOTDIR") return [path];
    if (err.code === "ENOENT") return [];
    throw err;
  }
  return entries.flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
  );
}
