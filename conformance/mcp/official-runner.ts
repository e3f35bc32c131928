import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";

const RUNNER = "@modelcontextprotocol/conformance";

/** What the runner says about one check of a scenario. */
export interface Check {
  /** `<scenario>/<check>`, with `#2` and so on where a scenario repeats a check. */
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  message: string;
}

const checksFile = z.array(
  z.looseObject({
    id: z.string(),
    status: z.enum(["SUCCESS", "FAILURE", "WARNING", "SKIPPED", "INFO"]),
    errorMessage: z.string().nullish(),
  }),
);

const TIMEOUT_MS = 300_000;

/**
 * Runs the official conformance runner and reads what it found, in its order.
 * @param args of the runner's command line, without the output folder
 * @param onOutput hears what it prints, for scenarios that want somebody to do something
 * @throws Error when it could not run at all
 */
export async function officialRunner(
  args: readonly string[],
  onOutput: (text: string) => void = () => {},
): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-mcp-"));
  try {
    const output = await runner([...args, "--output-dir", folder], onOutput);
    const runs = (await readdir(folder)).sort();
    if (runs.length === 0) throw new Error(`The runner found nothing: ${output.slice(-2000)}`);
    const checks = await Promise.all(runs.map((run) => checksOf(join(folder, run), scenarioOf(run))));
    return checks.flat();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function runnerVersion(): string {
  const { version } = createRequire(import.meta.url)(`${RUNNER}/package.json`) as { version: string };
  return version;
}

/** The runner is written for Node 22, but only for an import that it never uses: without it, Node 20 runs it as well. */
const WITHOUT_GLOB = dataUrl(`export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!url.endsWith("/${RUNNER}/dist/index.js")) return loaded;
  return { ...loaded, source: String(loaded.source).replace(/globSync as \\w+,/, "") };
}`);
const HOOK = dataUrl(`import { register } from "node:module"; register(${JSON.stringify(WITHOUT_GLOB)});`);

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** A failed check makes the runner exit with an error, so only what it wrote counts. */
function runner(args: readonly string[], onOutput: (text: string) => void): Promise<string> {
  const main = join(
    dirname(createRequire(import.meta.url).resolve(`${RUNNER}/package.json`)),
    "dist/index.js",
  );
  const options = { timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", HOOK, main, ...args],
      options,
      (_err, stdout, stderr) => resolve(`${stdout}\n${stderr}`),
    );
    child.stdout?.on("data", (chunk) => onOutput(String(chunk)));
    child.stdin?.end();
  });
}

/** Folders are named `server-<scenario>-<time>`. */
function scenarioOf(folder: string): string {
  return folder
    .replace(/^(?:server|client|authorization-server)-/, "")
    .replace(/-\d{4}-\d{2}-\d{2}T[\d-]+Z$/, "");
}

async function checksOf(folder: string, scenario: string): Promise<Check[]> {
  const checks = checksFile.parse(JSON.parse(await readFile(join(folder, "checks.json"), "utf8")));
  const seen = new Map<string, number>();
  return checks.map(({ id, status, errorMessage }) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return { id: `${scenario}/${id}${count > 1 ? `#${count}` : ""}`, status, message: errorMessage ?? "" };
  });
}
