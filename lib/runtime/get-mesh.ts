import { openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { loadConfig } from "@/lib/core/config";
import type { Mesh } from "@/lib/gateway/mesh";
import { createMesh } from "./create-mesh";

/** Where the process keeps its mesh. Next.js bundles its own copy of every module, so a module variable would not be shared with the server. */
const SLOT = Symbol.for("signalbox.mesh");
type Holder = { [SLOT]?: Promise<Mesh> };

/** The mesh of this process. The server makes it before Next.js starts; a deployment without the server makes it at the first request. */
export function getMesh(): Promise<Mesh> {
  const holder = globalThis as Holder;
  holder[SLOT] ??= startAlone();
  return holder[SLOT];
}

/** Called by the server. */
export function setMesh(mesh: Mesh): void {
  (globalThis as Holder)[SLOT] = Promise.resolve(mesh);
}

async function startAlone(): Promise<Mesh> {
  const config = loadConfig();
  const url = config.databaseUrl ?? (await startEmbeddedPostgres(config.homeDir)).url;
  const database = openDatabase(url);
  await migrateDatabase(database);
  const { mesh } = await createMesh(config, database);
  return mesh;
}
