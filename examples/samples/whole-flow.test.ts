import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { ensureFirstAdmin } from "@/lib/identity/ensure-first-admin";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { type SampleMesh, startSamples } from "../start-samples";
import { readOptions } from "../traffic/options";
import { runTraffic } from "../traffic/run-traffic";
import { SCENARIOS } from "../traffic/scenarios";
import { summarise } from "../traffic/summary";
import { SAMPLES } from "./catalog";

const mesh = testMesh(gatewayApp);
// Below node_modules, so that the programs find their packages.
const programsDir = join(process.cwd(), "node_modules", ".cache", `signalbox-samples-${process.pid}`);
const said: string[] = [];
let samples: SampleMesh | undefined;

beforeAll(async () => {
  const programs = new Set(SAMPLES.map(({ program }) => program));
  mkdirSync(programsDir, { recursive: true });
  await build({
    entryPoints: Object.fromEntries([...programs].map((name) => [name, `examples/${name}/main.ts`])),
    outdir: programsDir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  const { mesh: inner, url } = mesh();
  await ensureFirstAdmin(inner.database.db, inner.config);
  const { homeDir } = inner.config;
  samples = await startSamples({
    meshUrl: url,
    homeDir,
    which: "on",
    say: (line) => said.push(line),
    programsDir,
  });
}, 60_000);

afterAll(async () => {
  await samples?.stop();
  rmSync(programsDir, { recursive: true, force: true });
});

describe("the sample mesh", () => {
  it("starts and registers without a complaint", () => {
    expect(said).toEqual([]);
  });

  it("rules every kind of task as its policies say", async () => {
    const { homeDir } = mesh().mesh.config;
    const total = SCENARIOS.reduce((sum, { weight }) => sum + weight, 0);
    const args = ["--tasks", String(total), "--concurrency", "2", "--home", homeDir];
    const done = await runTraffic(readOptions(args, {}), () => {});
    const { lines } = summarise(done, 0);
    expect(lines.at(-1)).toBe(`${total} tasks in 0.0 s, 0 not as expected`);
  }, 60_000);

  it("has each hop on record, with everybody that it was made for", async () => {
    const rows = await mesh().calls();
    const toTool = rows.find(
      ({ callee_name, operation }) => callee_name === "crm-tools" && operation === "add_note",
    );
    expect(toTool).toMatchObject({ decision: "allow", status: "completed", hop: 3 });
    expect((toTool?.chain as string[] | undefined)?.slice(1)).toEqual([
      "agent:tracker",
      "agent:crm-specialist",
    ]);
    const sameTrace = rows.filter(({ trace_id }) => trace_id === toTool?.trace_id);
    expect(new Set(sameTrace.map(({ callee_name }) => callee_name))).toEqual(
      new Set(["tracker", "crm-specialist", "crm-tools", "scripted-chat"]),
    );
  });

  it("sends nothing upstream for what was denied", async () => {
    const denied = (await mesh().calls()).filter(({ decision }) => decision === "deny");
    expect(denied.length).toBeGreaterThan(0);
    expect(denied.every(({ upstream_status }) => upstream_status === null)).toBe(true);
  });
});
