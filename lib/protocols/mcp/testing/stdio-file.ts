import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface StdioFile {
  path: string;
  /** A folder that the servers may write to, whoever they run as. */
  shared: string;
  remove(): void;
}

/** An operator's file in a folder of its own. */
export function stdioFile(servers: (shared: string) => readonly Record<string, unknown>[]): StdioFile {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-stdio-test-"));
  const shared = mkdtempSync(join(tmpdir(), "signalbox-stdio-shared-"));
  chmodSync(shared, 0o777);
  const path = join(folder, "stdio.json");
  writeFileSync(path, JSON.stringify({ servers: servers(shared) }));
  return {
    path,
    shared,
    remove() {
      for (const one of [folder, shared]) rmSync(one, { recursive: true, force: true });
    },
  };
}

/** The program of a published server, as its package names it. */
export function published(name: string): string[] {
  const manifest = createRequire(import.meta.url).resolve(`@modelcontextprotocol/${name}/package.json`);
  return [process.execPath, join(dirname(manifest), "dist/index.js")];
}
