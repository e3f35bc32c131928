import { insertDomain } from "@/db/queries/domains";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Mesh } from "@/lib/gateway/mesh";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import { writeAsset } from "@/lib/registry/write-asset";
import { type StdioServer, stdioUrl } from "./read-stdio-file";

const ACTOR = "service:signalbox";
const RETRY_MS = 30_000;

/**
 * Registers the servers of the operator's file and pins their tools as they are when an entry is first seen. An entry that stays the same is never looked at again: a server that changes under it has its
 * tools refused, until the operator changes the entry and so approves what is there now. One that does not start is tried again every half minute.
 * @returns ends the trying
 */
export async function registerStdioServers(mesh: Mesh, servers: readonly StdioServer[]): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const attempt = async (left: readonly StdioServer[]): Promise<void> => {
    const tried = await Promise.all(left.map((server) => tryOne(mesh, server)));
    await mesh.registry.refresh();
    const failed = left.filter((_, at) => !tried[at]);
    if (failed.length === 0 || over) return;
    timer = setTimeout(() => void attempt(failed), RETRY_MS).unref();
  };
  await attempt(servers);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

async function tryOne(mesh: Mesh, server: StdioServer): Promise<boolean> {
  try {
    await registerOne(mesh, server);
    return true;
  } catch (err) {
    log.error({ err, server: server.name }, "a stdio server could not be registered");
    return false;
  }
}

async function registerOne(mesh: Mesh, server: StdioServer): Promise<void> {
  const { name, domain, title, description } = server;
  const url = stdioUrl(server);
  const asset = mesh.registry.current().find("mcp-server", name);
  if (asset?.spec.url === url) return;
  if (asset && !asset.spec.url.startsWith("stdio:")) {
    throw new MeshError("conflict", `${name} is a registered server that the mesh does not run.`);
  }
  if (asset?.lifecycle === "retired") {
    log.warn(
      { server: name },
      "a stdio server of the file is retired in the catalog, so it stays out of traffic",
    );
    return;
  }
  const { spec, problems } = await fetchMcpServer(mesh.egress, { url, auth: { type: "none" }, headers: {} });
  if (problems.length > 0)
    log.warn({ server: name, problems }, "a stdio server was registered with problems");
  const { db } = mesh.database;
  await insertDomain(db, { name: domain, title: domain });
  await writeAsset(db, {
    kind: "mcp-server",
    head: { name, domain, title, description },
    spec,
    actor: ACTOR,
  });
}
