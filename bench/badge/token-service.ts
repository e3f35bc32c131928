import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { createRecorder } from "@/lib/audit/recorder";
import { openClientDocuments } from "@/lib/identity/apps/client-documents";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { openKeyRing } from "@/lib/identity/key-ring";
import { followRevocations } from "@/lib/identity/revocations";
import { openIssuerKeys } from "@/lib/identity/trust/issuer-keys";
import { openVault } from "@/lib/identity/vault";
import { createBadgeVerifier } from "@/lib/identity/verify-badge";
import type { OAuthDeps } from "@/lib/protocols/oauth/oauth-deps";
import { tokenService } from "@/lib/protocols/oauth/token-service";
import { createEgress } from "@/lib/traffic/egress";
import { freePort } from "../call/free-port";

/** A token service on a database of its own, with one client. */
export interface BenchTokenService {
  deps: OAuthDeps;
  requestToken(): Promise<Response>;
  stop(): Promise<void>;
}

export async function startTokenService(): Promise<BenchTokenService> {
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-bench-"));
  const postgres = await startEmbeddedPostgres(homeDir);
  const database = openDatabase(postgres.url);
  await migrateDatabase(database);
  const ring = await openKeyRing(database, openVault({ kek: undefined, homeDir }));
  const revocations = await followRevocations(database);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const verifier = createBadgeVerifier({ ring, revocations, publicUrl });
  const recorder = createRecorder(database.url);
  const egress = createEgress({ loopback: false, private: false });
  const deps: OAuthDeps = {
    database,
    publicUrl,
    appRegistration: false,
    ring,
    revocations,
    verifier,
    recorder,
    documents: openClientDocuments(egress),
    issuerKeys: openIssuerKeys(egress),
  };
  const server = serve({ fetch: tokenService(deps).fetch, port, hostname: "127.0.0.1" });
  // Between its turns the client is silent for longer than the server would keep a connection.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = 0;
  const made = await createClient(database.db, { kind: "service", title: "Benchmark" }, MESH_AUTHOR);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: made.client.clientId,
    client_secret: made.clientSecret ?? "",
  }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return {
    deps,
    requestToken: () => fetch(`${publicUrl}/oauth/token`, { method: "POST", headers, body: form }),
    async stop() {
      await new Promise((done) => server.close(done));
      await Promise.all([egress.close(), recorder.close(), revocations.close(), ring.close()]);
      await database.close();
      await postgres.stop();
      rmSync(homeDir, { recursive: true, force: true });
    },
  };
}
