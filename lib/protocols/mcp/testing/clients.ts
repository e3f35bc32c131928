import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client as SessionClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as SessionTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const INFO = { name: "test-client", version: "1.0.0" };

/** A client of revision 2026-07-28 that answers questions for a name with "Ada". */
export async function modernClient(url: string, badge: string): Promise<ModernClient> {
  const client = new ModernClient(INFO, {
    versionNegotiation: { mode: { pin: "2026-07-28" } },
    capabilities: { elicitation: { form: {} } },
  });
  client.setRequestHandler("elicitation/create", async () => ({
    action: "accept",
    content: { name: "Ada" },
  }));
  const headers = { authorization: `Bearer ${badge}` };
  await client.connect(new ModernTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

/** A client of revision 2025-11-25 that answers questions for a name with "Ada". */
export async function sessionClient(
  url: string,
  badge: string,
): Promise<{ client: SessionClient; transport: SessionTransport }> {
  const client = new SessionClient(INFO, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler(ElicitRequestSchema, async () => ({ action: "accept", content: { name: "Ada" } }));
  const headers = { authorization: `Bearer ${badge}` };
  const transport = new SessionTransport(new URL(url), {
    requestInit: { headers },
    reconnectionOptions: {
      initialReconnectionDelay: 20,
      maxReconnectionDelay: 100,
      reconnectionDelayGrowFactor: 1.5,
      maxRetries: 5,
    },
  });
  await client.connect(transport);
  return { client, transport };
}
