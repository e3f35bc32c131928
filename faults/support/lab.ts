import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { type GatewayProcess, gatewayProcess } from "@/e2e/support/gateway-process";
import { readOperatorFile } from "@/lib/identity/operator-file";
import { type Behaviour, type MockUpstream, startUpstream } from "./upstream";
import { until } from "./wait";

/** A mesh in processes of its own, a model behind it, and a way to look into its books. */
export interface Lab {
  /** The first of the replicas. */
  gateway: GatewayProcess;
  replicas: readonly GatewayProcess[];
  /** Settings that replicas share. */
  env: Readonly<Record<string, string>>;
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
  /** Roles of processes that share one database, which then belongs to none of them; one process with a database of its own otherwise. */
  roles?: readonly ("gateway" | "console")[];
  /** Where the shared database is reached, given where it really is. */
  databaseVia?: (url: URL, nth: number) => Promise<string> | string;
}

const BADGE_LIFE_MS = 60_000;

export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const undo: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const upstream = await startUpstream(options.behaviour);
    undo.push(() => upstream.close());
    const shared = options.roles ? await openShared(undo) : undefined;
    const replicas: GatewayProcess[] = [];
    for (const [nth, role] of (options.roles ?? ["gateway"]).entries()) {
      const sharedEnv = shared && {
        ...shared.env,
        SIGNALBOX_ROLE: role,
        SIGNALBOX_URL: replicas[0]?.url ?? "",
        DATABASE_URL: (await options.databaseVia?.(new URL(shared.url), nth)) ?? shared.url,
      };
      const replica = await gatewayProcess({ ...sharedEnv, ...options.env });
      undo.push(() => replica.remove());
      await replica.start();
      replicas.push(replica);
    }
    const lab = controls(options, upstream, replicas, shared, close);
    await lab.gateway.api("POST", "/domains", { name: "lab", title: "Lab" });
    await lab.model("m", (await options.via?.(upstream)) ?? upstream.url);
    await lab.gateway.api("POST", "/policies", {
      name: "open",
      domain: "lab",
      text: options.policy ?? '@id("open") permit(principal, action == Action::"useModel", resource);',
    });
    if (options.roles && !options.policy) await everywhereOpen(lab, options.roles);
    return lab;
  } catch (err) {
    await close();
    throw err;
  }
}

function controls(
  options: LabOptions,
  upstream: MockUpstream,
  replicas: readonly GatewayProcess[],
  shared: Shared | undefined,
  close: () => Promise<void>,
): Lab {
  const gateway = replicas[0] as GatewayProcess;
  let known: { badge: Promise<string>; atMs: number } | undefined;
  const lab: Lab = {
    gateway,
    replicas,
    env: shared?.env ?? {},
    upstream,
    badge() {
      if (!known || performance.now() - known.atMs > BADGE_LIFE_MS) {
        const fetched = { badge: anyBadge(replicas), atMs: performance.now() };
        known = fetched;
        fetched.badge.catch(() => {
          if (known === fetched) known = undefined;
        });
      }
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
    databaseUrl: () => shared?.url ?? options.env?.DATABASE_URL ?? databaseUrl(gateway.homeDir),
    async withSql(use) {
      const sql = postgres(lab.databaseUrl(), { max: 1, onnotice: () => {}, connect_timeout: 10 });
      try {
        return await use(sql);
      } finally {
        await sql.end({ timeout: 2 });
      }
    },
    close,
  };
  return lab;
}

/** One of them may be dead. */
async function anyBadge(replicas: readonly GatewayProcess[]): Promise<string> {
  return Promise.any(replicas.map((replica) => replica.badge()));
}

/** What the first replica was told holds on the others a moment later; callers that come sooner would be denied there. */
async function everywhereOpen(lab: Lab, roles: NonNullable<LabOptions["roles"]>): Promise<void> {
  const operator = readOperatorFile(lab.gateway.homeDir);
  const question = JSON.stringify({
    subject: { type: "service", id: operator?.client_id },
    action: { name: "useModel" },
    resource: { type: "model", id: "m" },
  });
  for (const { url } of lab.replicas.filter((_, nth) => roles[nth] === "gateway")) {
    await until(`${url} allows calls`, async () => {
      const response = await fetch(`${url}/access/v1/evaluation`, {
        method: "POST",
        headers: { authorization: `Bearer ${await lab.badge()}`, "content-type": "application/json" },
        body: question,
        signal: AbortSignal.timeout(10_000),
      });
      const answer = (await response.json()) as { decision?: boolean };
      return answer.decision === true;
    });
  }
}

interface Shared {
  url: string;
  env: Record<string, string>;
}

/** A database and a data folder that belong to no replica. */
async function openShared(undo: (() => Promise<void> | void)[]): Promise<Shared> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-shared-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres(folder);
  undo.push(() => server.stop());
  return {
    url: server.url,
    env: { SIGNALBOX_HOME: folder, SIGNALBOX_KEK: randomBytes(24).toString("hex") },
  };
}

/** Process id of a mesh's embedded database server. */
export function postmasterPid(homeDir: string): number {
  return Number(readFileSync(join(homeDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** The embedded database of a data folder: its port stands in the server's lock file (line 4). */
function databaseUrl(homeDir: string): string {
  const port = readFileSync(join(homeDir, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const password = readFileSync(join(homeDir, "postgres.password"), "utf8").trim();
  return `postgres://signalbox:${password}@127.0.0.1:${port}/postgres`;
}
