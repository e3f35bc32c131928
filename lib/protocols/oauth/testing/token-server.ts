import { serve } from "@hono/node-server";
import { afterAll, beforeAll } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { freePort } from "@/db/embedded";
import { createRecorder } from "@/lib/audit/recorder";
import { openClientDocuments } from "@/lib/identity/apps/client-documents";
import { type Replica, startReplica } from "@/lib/identity/testing/identity-services";
import { openIssuerKeys } from "@/lib/identity/trust/issuer-keys";
import { createEgress } from "@/lib/traffic/egress";
import { tokenService } from "../token-service";

/** A token service that listens on loopback, as one replica of the mesh. */
export interface TokenServer extends Replica {
  url: string;
  database: Database;
}

/** Starts a token service on a database for the tests of a file. @param replicaOf takes its issuer from another one, as a second replica */
export function testTokenServer(database: () => Database, replicaOf?: () => TokenServer): () => TokenServer {
  let server: TokenServer | undefined;
  let stop = async () => {};
  beforeAll(async () => {
    const port = await freePort();
    const listen = `http://127.0.0.1:${port}`;
    const publicUrl = replicaOf?.().url ?? listen;
    const own = openDatabase(database().url, 4);
    const replica = await startReplica(own, publicUrl);
    const { ring, revocations, verifier } = replica;
    const recorder = createRecorder(own.url);
    const egress = createEgress({ loopback: true, private: false });
    const app = tokenService({
      database: own,
      publicUrl,
      appRegistration: true,
      ring,
      revocations,
      verifier,
      recorder,
      documents: openClientDocuments(egress),
      issuerKeys: openIssuerKeys(egress),
    });
    const http = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
    stop = async () => {
      await new Promise((done) => http.close(done));
      await recorder.close();
      await egress.close();
      await replica.close();
      await own.close();
    };
    server = { ...replica, url: listen, database: own };
  });
  afterAll(() => stop());
  return () => {
    if (!server) throw new Error("the token service is ready only inside a test");
    return server;
  };
}

/** Sends a form as a plain HTTP client would. */
export function postForm(
  url: string,
  form: Record<string, string> | [string, string][] | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    signal: AbortSignal.timeout(10_000),
  });
}
