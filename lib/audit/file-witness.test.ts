import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { fileWitness } from "./file-witness";

it("leaves the newest checkpoint whole in its file, however fast they come", async () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-witness-"));
  try {
    const path = join(folder, "checkpoint");
    const witness = fileWitness(path);
    for (let size = 1; size <= 500; size++) witness(`${"log\n".repeat(2000)}${size}\n`);
    await vi.waitFor(() => expect(readFileSync(path, "utf8")).toBe(`${"log\n".repeat(2000)}500\n`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
