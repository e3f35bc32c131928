import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { openDatabase } from "@/db/client";
import { freePort } from "@/db/embedded";
import { withExchange } from "@/lib/gateway/node-exchange";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { rotateKeys } from "@/lib/identity/rotate-keys";
import { vaultService } from "@/lib/identity/vault";
import { createMesh } from "@/lib/runtime/create-mesh";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

const CALLERS = 6;

/** Signing keys are rotated again and again while callers get badges at one replica and use them, old ones included, at another: no call may fail. */
export async function rotation(stage: Stage, findings: Findings, rotations: number): Promise<void> {
  const { mesh } = stage;
  const port = await freePort();
  const database = openDatabase(mesh.database.url);
  const second = await createMesh({ ...mesh.config, port }, database);
  const server = createServer(
    getRequestListener(withExchange(gatewayApp(second.mesh).fetch), { overrideGlobalObjects: false }),
  );
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const made = await createClient(database.db, { kind: "service", title: "Rotation" }, MESH_AUTHOR);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: made.client.clientId,
    client_secret: made.clientSecret ?? "",
  }).toString();
  const wrong: string[] = [];
  let done = false;
  let calls = 0;
  const caller = async () => {
    const oldest = await badgeOf(stage.url, form);
    while (!done) {
      const fresh = await badgeOf(stage.url, form);
      for (const [name, badge] of [
        ["new", fresh],
        ["old", oldest],
      ] as const) {
        const status = await chat(`http://127.0.0.1:${port}`, badge);
        calls += 1;
        if (status !== 200) wrong.push(`${name} badge: ${status}`);
      }
    }
  };
  const kids = new Set<string>();
  const running = Promise.all(Array.from({ length: CALLERS }, caller));
  try {
    for (let at = 0; at < rotations; at++) {
      const before = calls;
      const { kid } = await rotateKeys(
        mesh.database.db,
        mesh.services.get(vaultService),
        { purpose: "badge" },
        MESH_AUTHOR,
      );
      kids.add(kid);
      // The next one comes when every caller has used the new key.
      while (calls < before + 4 * CALLERS) await new Promise((next) => setImmediate(next));
    }
  } finally {
    done = true;
    await running;
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await second.close();
    await database.close();
  }
  findings.check("rotation: each put another key in use", kids.size === rotations);
  findings.check(
    "rotation: no call failed",
    wrong.length === 0,
    () => `${wrong.length} of ${calls}: ${wrong[0]}`,
  );
  findings.figures["key rotations"] = rotations;
  findings.figures["calls during rotations"] = calls;
  findings.figures["failed during rotations"] = wrong.length;
}

async function badgeOf(url: string, form: string): Promise<string> {
  const response = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form,
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status !== 200) throw new Error(`the token endpoint answered ${response.status}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

async function chat(url: string, badge: string): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }),
    signal: AbortSignal.timeout(10_000),
  });
  await response.text();
  return response.status;
}
