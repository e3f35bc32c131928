import { spawn } from "node:child_process";
import { expect, test } from "playwright/test";

// Figures of a loaded machine mean nothing, so none is looked at: every benchmark runs, and none reports an error.
for (const name of ["audit", "badge", "call", "decision", "lists", "scale"]) {
  test(`the benchmark "${name}" runs without errors`, async () => {
    test.setTimeout(300_000);
    const { code, output } = await bench(name);
    expect(code, output).toBe(0);
  });
}

function bench(name: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["bin/bench.mjs", name, "--seconds", "1", "--rounds", "1"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, output }));
  });
}
