import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startTestPostgres } from "@/db/testing/test-postgres";
import type { Suite } from "../suite";

/** The process of one suite: `run-suite <bundle> <file for the outcome> <full|quick>`. The suites do not see each other's memory, timers or crashes. */
const [bundle = "", outcomeFile = "", size] = process.argv.slice(2);
const postgres = await startTestPostgres();
try {
  const { run } = (await import(pathToFileURL(join(process.cwd(), bundle)).href)) as { run: Suite };
  conclude({ result: await run({ quick: size === "quick" }) });
} catch (err) {
  if (!(err instanceof Error && err.name === "CannotRun")) throw err;
  conclude({ missing: err.message });
} finally {
  await postgres.stop();
}
// A suite that left a socket open has still said what it found.
process.exit(0);

function conclude(outcome: object): void {
  writeFileSync(outcomeFile, JSON.stringify(outcome));
}
