import { spawn } from "node:child_process";
import { root } from "./root.mjs";

/** Keeps the end of a long output; the beginning of a build log explains nothing. */
const KEPT_BYTES = 256 * 1024;

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, onLine?: (line: string) => void, live?: boolean }} [options] `live` passes the output on as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { env = {}, onLine = () => {}, live = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    const take = (chunk) => {
      const text = chunk.toString();
      if (live) process.stdout.write(text);
      output = (output + text).slice(-KEPT_BYTES);
      const line = text.trimEnd().split("\n").at(-1)?.trim();
      if (line) onLine(line);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** As {@link run}, for a command that must succeed. @throws Error with the program's output */
export async function mustRun(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${output.trimEnd()}`);
  return output;
}
