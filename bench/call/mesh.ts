import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { clientToken, connectApi, type MeshApi } from "@/examples/samples/mesh-api";
import { freePort } from "./free-port";
import { untilUp } from "./until-up";

/** The mesh as its users run it, in a process of its own with a database of its own. */
export interface BenchMesh {
  url: string;
  child: ChildProcess;
  /** A fresh badge: badges live five minutes, a run may take longer. */
  badge(): Promise<string>;
  /** Resident memory of the process, from its own metrics. */
  memoryMiB(): Promise<number>;
  stop(): Promise<void>;
}

const client = z.object({ client: z.object({ clientId: z.string() }), clientSecret: z.string() });
const DOMAIN = "bench";

/**
 * Builds and starts the server, and registers the upstream as a model, an agent and an MCP server, all named `bench`, over the management API.
 * @param prepare fills the data folder before the start
 */
export async function startMesh(
  upstream: string,
  prepare?: (homeDir: string) => Promise<void>,
): Promise<BenchMesh> {
  const built = spawnSync(process.execPath, ["bin/build.mjs", "--no-console"], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("the server could not be built");
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
  await prepare?.(homeDir);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...settings(homeDir, port, url) },
  });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
    rmSync(homeDir, { recursive: true, force: true });
  };
  try {
    await untilUp(`${url}/readyz`, child, "the mesh");
    const api = await connectApi(url, homeDir);
    await register(api, upstream);
    const made = client.parse(await api.post("/clients", { kind: "service", title: "Benchmark" }));
    const { clientSecret } = made;
    const badge = async () => (await clientToken(url, made.client.clientId, clientSecret, "mesh")).value;
    return { url, child, badge, memoryMiB: () => memoryMiB(url), stop };
  } catch (err) {
    await stop();
    throw err;
  }
}

async function memoryMiB(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const bytes = Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
  return Math.round(bytes / 2 ** 20);
}

function settings(homeDir: string, port: number, url: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    PORT: String(port),
    SIGNALBOX_URL: url,
    SIGNALBOX_HOME: homeDir,
    SIGNALBOX_ROLE: "gateway",
    SIGNALBOX_SAMPLES: "off",
    SIGNALBOX_EGRESS_LOOPBACK: "on",
    // One caller makes all the load; its limit still counts every call.
    SIGNALBOX_RATE_LIMIT: "1000000",
    SIGNALBOX_LOG: "warn",
  };
}

async function register(api: MeshApi, upstream: string): Promise<void> {
  const head = { name: "bench", domain: DOMAIN };
  await api.post("/domains", { name: DOMAIN, title: "Benchmark" });
  const price = { currency: "USD", input: "0.5", output: "1.5" };
  await api.post("/models", { ...head, api: "openai", url: `${upstream}/v1`, price });
  await api.post("/agents", { ...head, cardUrl: `${upstream}/.well-known/agent-card.json` });
  await api.post("/mcp-servers", { ...head, url: `${upstream}/mcp` });
  const text = `@id("bench-permit") permit(principal is Service, action, resource) when { resource in Domain::"${DOMAIN}" };`;
  await api.post("/policies", { name: "bench", domain: DOMAIN, text });
}
