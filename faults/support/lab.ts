import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { type GatewayProcess, gatewayProcess } from "@/e2e/support/gateway-process";
import { type Behaviour, type MockUpstream, startUpstream } from "./upstream";

/** A mesh in processes of its own, a model behind it, and a way to look into its books. */
export interface Lab {
  gateway: GatewayProcess;
  upstream: MockUpstream;
  /** A badge of the operator client, kept for a minute. */
  badge(): Promise<string>;
  /** Registers one more model at an address. */
  model(name: string, url: string): Promise<void>;
  databaseUrl(): string;
  /** Runs something on a connection of its own. */
  withSql<T>(use: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface LabOptions {
  env?: Record<string, string>;
  behaviour?: Behaviour;
  /** Where the mesh finds the model, given where it really is; to put a proxy in between. */
  via?: (upstream: MockUpstream) => Promise<string> | string;
  /** Cedar text that is in force; everybody may use every model otherwise. */
  policy?: string;
}

const BADGE_LIFE_MS = 60_000;

export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const upstream = await startUpstream(options.behaviour);
  const gateway = await gatewayProcess(options.env);
  let known: { badge: string; atMs: number } | undefined;
  const lab: Lab = {
    gateway,
    upstream,
    async badge() {
      if (!known || performance.now() - known.atMs > BADGE_LIFE_MS)
        known = { badge: await gateway.badge(), atMs: performance.now() };
      return known.badge;
    },
    async model(name, url) {
      await gateway.api("POST", "/models", {
        name,
        domain: "lab",
        api: "openai",
        url,
        price: { currency: "USD", input: "1", output: "2" },
      });
    },
    databaseUrl: () => options.env?.DATABASE_URL ?? databaseUrl(gateway.homeDir),
    async withSql(use) {
      const sql = postgres(lab.databaseUrl(), { max: 1, onnotice: () => {}, connect_timeout: 10 });
      try {
        return await use(sql);
      } finally {
        await sql.end({ timeout: 2 });
      }
    },
    async close() {
      await gateway.remove();
      await upstream.close();
    },
  };
  try {
    await gateway.start();
    await gateway.api("POST", "/domains", { name: "lab", title: "Lab" });
    await lab.model("m", (await options.via?.(upstream)) ?? upstream.url);
    await gateway.api("POST", "/policies", {
      name: "open",
      domain: "lab",
      text: options.policy ?? '@id("open") permit(principal, action == Action::"useModel", resource);',
    });
  } catch (err) {
    await lab.close();
    throw err;
  }
  return lab;
}

/** Process id of a mesh's embedded database server. */
export function postmasterPid(homeDir: string): number {
  return Number(readFileSync(join(homeDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** The embedded database of a data folder: its port stands in the server's lock file (line 4). */
export function databaseUrl(homeDir: string): string {
  const port = readFileSync(join(homeDir, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const password = readFileSync(join(homeDir, "postgres.password"), "utf8").trim();
  return `postgres://signalbox:${password}@127.0.0.1:${port}/postgres`;
}
