import { mkdirSync } from "node:fs";
import { type Database, openDatabase } from "@/db/client";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { startSamples } from "@/examples/start-samples";
import type { Config } from "@/lib/core/config";
import { MeshError } from "@/lib/core/errors";
import { ensureFirstAdmin } from "@/lib/identity/ensure-first-admin";
import { doorOf } from "@/lib/protocols/a2a/door";
import { bannerLines } from "./banner";
import { createMesh } from "./create-mesh";
import { setMesh } from "./get-mesh";
import { takeSampleLead } from "./sample-lead";
import { assertPortFree, startHttp } from "./start-http";
import { startupService } from "./startup";

export interface RunningProcess {
  /** Drains calls in flight (at most 30 s), then stops samples, mesh and database in that order. */
  stop(): Promise<void>;
}

/** What is undone in reverse order when the start fails or the process stops. */
type Undo = () => Promise<void>;

/**
 * Starts database, mesh, HTTP and samples.
 * @param say prints one line for a person
 * @throws MeshError with a sentence for a person when something is in the way; what was started is stopped again
 */
export async function startProcess(config: Config, say: (line: string) => void): Promise<RunningProcess> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (const step of undo.reverse()) await step();
  };
  try {
    await assertPortFree(config);
    const { database, embedded } = await startDatabase(config, say, undo);
    const running = await createMesh(config, database);
    undo.push(() => running.close());
    setMesh(running.mesh);
    const startup = { finished: false };
    running.mesh.services.set(startupService, startup);
    if (config.role !== "console") undo.push(() => doorOf(running.mesh).courier.close());
    const first = await ensureFirstAdmin(database.db, config);
    // Tasks under way still need the samples, so these stop after the drain.
    let stopSamples: Undo | undefined;
    undo.push(async () => stopSamples?.());
    const http = await startHttp(running.mesh);
    undo.push(() => http.drain());
    stopSamples = await bringUpSamples(config, database.url, http.localUrl, say);
    startup.finished = true;
    for (const line of bannerLines({
      config,
      embedded: embedded !== undefined,
      signInToken: first.signInToken,
    }))
      say(line);
    return { stop };
  } catch (err) {
    await stop();
    throw err;
  }
}

/** The sample mesh, once for all processes that share the database. */
async function bringUpSamples(
  config: Config,
  databaseUrl: string,
  meshUrl: string,
  say: (line: string) => void,
): Promise<Undo | undefined> {
  if (config.samples === "off" || config.role === "console") return undefined;
  const lead = await takeSampleLead(databaseUrl);
  if (!lead) {
    say("  The sample mesh runs in another process on this database.");
    return undefined;
  }
  const samples = await startSamples({ meshUrl, homeDir: config.homeDir, which: config.samples, say });
  return async () => {
    await samples.stop();
    await lead.release();
  };
}

async function startDatabase(
  config: Config,
  say: (line: string) => void,
  undo: Undo[],
): Promise<{ database: Database; embedded: EmbeddedPostgres | undefined }> {
  let embedded: EmbeddedPostgres | undefined;
  if (config.databaseUrl === undefined) {
    mkdirSync(config.homeDir, { recursive: true, mode: 0o711 });
    const server = await startEmbeddedPostgres(config.homeDir, (step) => say(`  … ${step}`));
    embedded = server;
    undo.push(() => server.stop());
  }
  const database = openDatabase(config.databaseUrl ?? (embedded?.url as string));
  undo.push(() => database.close());
  try {
    await migrateDatabase(database);
  } catch (cause) {
    if (cause instanceof MeshError) throw cause;
    const where = config.databaseUrl === undefined ? "the embedded database" : hostOf(config.databaseUrl);
    throw new MeshError("unavailable", `The database at ${where} cannot be used: ${reasonOf(cause)}`, {
      cause,
    });
  }
  return { database, embedded };
}

/** Where the database is, without the password that stands in its address. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "DATABASE_URL";
  }
}

function reasonOf(err: unknown): string {
  const inner = (err as { cause?: unknown }).cause ?? err;
  return (inner as Error).message || (inner as { code?: string }).code || "it does not answer";
}
