import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GatewayProcess, gatewayProcess } from "@/e2e/support/gateway-process";
import { startUpstream, type Upstream } from "./upstream";

/** A real gateway process with callees behind every door and a policy that lets everything through: what is refused here is refused for its form. */
export interface Stage {
  gateway: GatewayProcess;
  upstream: Upstream;
  port: number;
  url: string;
  /** A badge of the operator, not older than two minutes. */
  badge(): Promise<string>;
  /** The operator's client credentials as a Basic header. */
  clientAuthorization: string;
  /** Memory of the gateway process in MiB. */
  rssMb(): number;
  /** The whole log of the process so far. */
  log(): string;
  /** The log of its database. */
  databaseLog(): string;
  /** Whether it still answers, and still is the process that was started. */
  alive(): Promise<boolean>;
  /** Ends the process and starts it again with further settings, over the same data. */
  restart(env: Record<string, string>): Promise<void>;
  /** Runs at the end of the suite. */
  atEnd(work: () => Promise<void>): void;
  /** Does what was left for the end, then stops and deletes everything. */
  close(): Promise<void>;
}

const BADGE_AGE_MS = 120_000;

const SETTINGS = { SIGNALBOX_LOG: "info", SIGNALBOX_RATE_LIMIT: "1000000" };

export async function openStage(): Promise<Stage> {
  execFileSync(process.execPath, ["bin/build.mjs", "--no-console"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const upstream = await startUpstream();
  const first = await gatewayProcess(SETTINGS, { logToFile: true });
  try {
    await first.start();
    await register(first, upstream.url);
  } catch (err) {
    await first.remove();
    await upstream.close();
    throw err;
  }
  const { homeDir, url } = first;
  const left: (() => Promise<void>)[] = [];
  const finish = async () => {
    for (const work of left.splice(0)) await work();
  };
  let pid = first.pid();
  let held = { text: "", atMs: 0 };
  const self: Stage = {
    gateway: first,
    upstream,
    port: Number(new URL(url).port),
    url,
    async badge() {
      if (Date.now() - held.atMs > BADGE_AGE_MS)
        held = { text: await self.gateway.badge(), atMs: Date.now() };
      return held.text;
    },
    clientAuthorization: basicOf(homeDir),
    rssMb: () => residentKb(pid ?? 0) / 1024,
    log: () => readFileSync(join(homeDir, "gateway.log"), "utf8"),
    databaseLog: () => readFileSync(join(homeDir, "postgres.log"), "utf8"),
    async alive() {
      const answered = await fetch(`${url}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
      return answered && self.gateway.pid() === pid && self.gateway.running();
    },
    async restart(env) {
      await finish();
      await self.gateway.stop();
      const place = { SIGNALBOX_HOME: homeDir, PORT: String(self.port) };
      self.gateway = await gatewayProcess({ ...SETTINGS, ...place, ...env }, { logToFile: true });
      await self.gateway.start();
      pid = self.gateway.pid();
    },
    atEnd: (work) => void left.push(work),
    async close() {
      await finish();
      await self.gateway.stop();
      await first.remove();
      await upstream.close();
    },
  };
  return self;
}

function basicOf(homeDir: string): string {
  const operator = JSON.parse(readFileSync(join(homeDir, "operator.json"), "utf8")) as Record<string, string>;
  return `Basic ${btoa(`${operator.client_id}:${operator.client_secret}`)}`;
}

/** The first offers every interface, each of the others one, so that the mesh has to translate. */
export const AGENTS = ["yes-agent", "rpc-agent", "rest-agent", "old-rpc-agent", "old-rest-agent"];
/** Both generations, and either alone. */
export const SERVERS = { "yes-tools": "/mcp", "modern-tools": "/mcp-modern", "legacy-tools": "/mcp-legacy" };

async function register(gateway: GatewayProcess, upstream: string): Promise<void> {
  const domain = "lab";
  const auth = { type: "none" };
  await gateway.api("POST", "/domains", { name: domain, title: "Lab" });
  for (const name of AGENTS) {
    const cardUrl = `${upstream}/${name}/agent-card.json`;
    await gateway.api("POST", "/agents", { name, domain, cardUrl, auth });
  }
  for (const [name, path] of Object.entries(SERVERS)) {
    await gateway.api("POST", "/mcp-servers", { name, domain, url: upstream + path, auth });
  }
  await gateway.api("POST", "/models", {
    name: "m",
    domain,
    api: "openai",
    url: `${upstream}/openai/v1`,
    auth,
  });
  await gateway.api("POST", "/models", {
    name: "c",
    domain,
    api: "anthropic",
    url: `${upstream}/anthropic`,
    auth,
  });
  const text = '@id("open") permit(principal, action, resource);';
  await gateway.api("POST", "/policies", { name: "open", domain, text });
}

/** Resident memory as the kernel counts it; 0 where there is no /proc. */
function residentKb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
