import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { freePort } from "@/db/embedded";
import { openTestDatabase } from "@/db/testing/test-postgres";
import { loadConfig } from "@/lib/core/config";
import type { Mesh } from "@/lib/gateway/mesh";
import { withExchange } from "@/lib/gateway/node-exchange";
import { meshAudience } from "@/lib/identity/audiences";
import { keyRingService } from "@/lib/identity/key-ring";
import { mintBadge } from "@/lib/identity/mint-badge";
import type { Actor, ToolGrant } from "@/lib/identity/principal";
import type { Role } from "@/lib/identity/roles";
import type { AssetKind, SpecOf } from "@/lib/registry/kinds";
import { type AssetInput, writeAsset } from "@/lib/registry/write-asset";
import { createMesh } from "@/lib/runtime/create-mesh";

export interface TestMesh {
  mesh: Mesh;
  /** Where the app under test is served. */
  url: string;
  /** Registers an asset in the domain `test` and waits until it is in force. */
  register<K extends AssetKind>(
    kind: K,
    name: string,
    spec: SpecOf<K>,
    head?: Partial<AssetInput<K>["head"]>,
  ): Promise<void>;
  /** Puts Cedar text in force as the policy `name`. */
  policy(text: string, name?: string): Promise<void>;
  /** A policy that permits everything. */
  allowAll(): Promise<void>;
  /** A badge for the mesh. */
  badge(who: {
    agent?: string;
    chain?: Actor[];
    roles?: Role[];
    scopes?: string[];
    grants?: ToolGrant[];
    taskId?: string;
    lifetimeMs?: number;
  }): string;
  /** Rows of `calls`, oldest first. */
  calls(): Promise<Record<string, unknown>[]>;
}

/**
 * A whole mesh over a database of its own, serving the app that `routes` makes on a loopback port until it is closed.
 * For suites and programs; a test file takes `testMesh`.
 */
export async function openTestMesh(
  routes: (mesh: Mesh) => Hono,
  env: Record<string, string> = {},
): Promise<TestMesh & { close(): Promise<void> }> {
  const database = await openTestDatabase();
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-mesh-"));
  const port = await freePort();
  const config = loadConfig({
    PORT: String(port),
    SIGNALBOX_URL: `http://127.0.0.1:${port}`,
    SIGNALBOX_HOME: homeDir,
    SIGNALBOX_EGRESS_LOOPBACK: "on",
    ...env,
  });
  await database.sql`insert into domains (name, title) values ('test', 'Test')`;
  const running = await createMesh(config, database);
  const server = createServer(
    getRequestListener(withExchange(routes(running.mesh).fetch), { overrideGlobalObjects: false }),
  );
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return {
    ...controls(running.mesh, `http://127.0.0.1:${port}`),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await running.close();
      await database.close();
      rmSync(homeDir, { recursive: true, force: true });
    },
  };
}

function controls(mesh: Mesh, url: string): TestMesh {
  const { db, sql } = mesh.database;
  const register: TestMesh["register"] = async (kind, name, spec, head) => {
    await writeAsset(db, { kind, spec, actor: "user:test", head: { name, domain: "test", ...head } });
    await mesh.registry.refresh();
  };
  const policy: TestMesh["policy"] = (text, name = "test-policy") =>
    register("policy", name, { text, guardrail: false });
  return {
    mesh,
    url,
    register,
    policy,
    allowAll: () => policy("permit(principal, action, resource);", "allow-all"),
    badge(who) {
      const chain = who.chain ?? [{ kind: "agent", id: who.agent ?? "tester" }];
      const mint = { ring: mesh.services.get(keyRingService), issuer: mesh.config.publicUrl };
      return mintBadge(mint, {
        audience: meshAudience(mesh.config.publicUrl),
        chain,
        clientId: chain.at(-1)?.id,
        roles: who.roles ?? ["agent"],
        scopes: who.scopes ?? ["mesh"],
        grants: who.grants,
        taskId: who.taskId,
        ...(who.lifetimeMs === undefined ? {} : { lifetimeMs: who.lifetimeMs }),
      }).token;
    },
    calls: () => sql`select * from calls order by id`,
  };
}
