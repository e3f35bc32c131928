import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What tests change about a fixture while it runs, and what they count. */
export interface Dials {
  /** Description of the tool `echo`: changing it is a rug pull. */
  echo: string;
  /** JSON-RPC methods that arrived, in order. */
  seen: string[];
  /** Authorization headers that arrived. */
  authorizations: (string | undefined)[];
  /** Names of cancelled tools. */
  cancelled: string[];
}

export interface Fixture {
  url: string;
  dials: Dials;
  close(): Promise<void>;
}

export function newDials(): Dials {
  return { echo: "Says it again.", seen: [], authorizations: [], cancelled: [] };
}

/** Serves on a free loopback port. */
export async function serveFixture(listener: RequestListener, dials: Dials): Promise<Fixture> {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    dials,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export function methodsIn(body: unknown): string[] {
  const messages = Array.isArray(body) ? body : [body];
  return messages.map((message) => (message as { method?: string } | null)?.method ?? "response");
}
