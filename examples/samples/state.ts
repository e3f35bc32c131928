import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const state = z.object({
  /** Address of the mesh at the last start: how `npm run traffic` finds it. */
  meshUrl: z.string().optional(),
  clients: z.record(z.string(), z.object({ clientId: z.string(), clientSecret: z.string() })),
  /** Ports of the last start. They are taken again where free, so that a restart makes no new versions. */
  ports: z.record(z.string(), z.number().int()),
});
export type SamplesState = z.infer<typeof state>;

/** What the sample mesh remembers between starts. Holds secrets: readable by its owner only. */
export function readState(homeDir: string): SamplesState {
  try {
    return state.parse(JSON.parse(readFileSync(join(homeDir, "samples.json"), "utf8")));
  } catch {
    return { clients: {}, ports: {} };
  }
}

/** Appears whole or not at all. */
export function writeState(homeDir: string, content: SamplesState): void {
  const file = join(homeDir, "samples.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}
