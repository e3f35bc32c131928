import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Webhook } from "./requirement";
import type { Json } from "./wire";

interface Notification {
  headers: Record<string, unknown>;
  body: Json;
}

const PATIENCE_MS = 15_000;

/** A receiver of notifications on a loopback port. */
export async function startWebhook(): Promise<Webhook & { close(): void }> {
  const seen: Notification[] = [];
  const arrivals = new EventEmitter();
  const server = createServer(async (req, res) => {
    let text = "";
    for await (const chunk of req) text += String(chunk);
    seen.push({ headers: req.headers, body: JSON.parse(text) as Json });
    res.writeHead(204).end();
    arrivals.emit("arrival");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`,
    async first(authorization) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const found = seen.find(({ headers }) => headers.authorization === authorization);
        if (found) return found;
        await once(arrivals, "arrival", { signal }).catch((cause: unknown) => {
          throw new Error(`no notification with this credential; ${seen.length} others`, { cause });
        });
      }
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
