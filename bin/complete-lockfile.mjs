import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/root.mjs";

/*
 * `node bin/complete-lockfile.mjs`, after a package was added or updated. npm leaves optional packages of other platforms out of the lockfile when the registry it was run against does not carry
 * them, and `npm ci` then refuses the lockfile everywhere. This writes them in with what their names say: they are fetched only on their own platform.
 */
const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = { "arm-eabi": "arm", "arm-gnueabihf": "arm", "arm-musleabihf": "arm" };

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = { ...lock.packages };
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    console.log(`added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** Node looks for a package beside the one that wants it, then in each folder above. */
function isLocked(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (lock.packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

/** `@scope/binding-linux-arm64-musl` says system, processor and, on Linux, the C library. */
function platformOf(name) {
  const system = SYSTEMS.find((candidate) => name.includes(`-${candidate}-`));
  if (!system) throw new Error(`${name} does not say for which system it is`);
  const rest = name.slice(name.indexOf(`-${system}-`) + system.length + 2);
  const cpu = PROCESSORS[rest] ?? rest.split("-")[0];
  const libc = system !== "linux" ? {} : { libc: [rest.includes("musl") ? "musl" : "glibc"] };
  return { cpu: [cpu], ...libc, os: [system] };
}
