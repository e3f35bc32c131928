import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Program, pickPort, startProgram } from "./program";

let dir: string;
let program: Program | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "program-"));
});
afterEach(async () => {
  await program?.stop();
  program = undefined;
  rmSync(dir, { recursive: true, force: true });
});

const SERVER = `
import { createServer } from "node:http";
createServer((req, res) => res.end(req.url === "/env" ? JSON.stringify(process.env) : String(process.pid)))
  .listen(Number(process.env.PORT), "127.0.0.1");
process.once("disconnect", () => process.exit(0));
`;

async function started(code: string): Promise<Program> {
  const script = join(dir, "program.mjs");
  writeFileSync(script, code);
  const port = await pickPort(undefined);
  program = await startProgram({ name: "test", script, port, env: { OWN: "yes" }, logDir: dir });
  return program;
}

async function pidAt(url: string): Promise<number | undefined> {
  const response = await fetch(url).catch(() => undefined);
  return response && Number(await response.text());
}

describe("a program of the sample mesh", () => {
  it("is started again when it dies, at the same address", async () => {
    const { url } = await started(SERVER);
    const first = await pidAt(url);
    expect(first).toBeGreaterThan(0);
    process.kill(first as number, "SIGKILL");
    await expect.poll(() => pidAt(url), { timeout: 10_000 }).not.toBeOneOf([undefined, first]);
  });

  it("is gone after stop, and stays gone", async () => {
    const { url, stop } = await started(SERVER);
    const pid = (await pidAt(url)) as number;
    await stop();
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await pidAt(url)).toBeUndefined();
  });

  it("sees nothing of the mesh's environment", async () => {
    process.env.SIGNALBOX_KEK = "a secret of the mesh";
    try {
      const { url } = await started(SERVER);
      const env = await (await fetch(`${url}/env`)).json();
      expect(env).toMatchObject({ OWN: "yes" });
      expect(env.SIGNALBOX_KEK).toBeUndefined();
    } finally {
      delete process.env.SIGNALBOX_KEK;
    }
  });
});
