import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmbeddedPostgres } from "./embedded";

const LISTS_HANDLES = process.platform === "linux";

it.runIf(LISTS_HANDLES)("keeps no handle on the log of a database that it has started", async () => {
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-embedded-"));
  const server = await startEmbeddedPostgres(homeDir);
  try {
    expect(openFiles().filter((path) => path.startsWith(homeDir))).toEqual([]);
  } finally {
    await server.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
});

/** What this process holds open. A handle may be gone before it is read. */
function openFiles(): string[] {
  return readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return "";
    }
  });
}
