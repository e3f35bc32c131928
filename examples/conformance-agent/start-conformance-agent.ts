import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLegacyAwarePushNotificationSender } from "@a2a-js/sdk/compat/v0_3/server";
import {
  DefaultExecutionEventBusManager,
  InMemoryPushNotificationStore,
  InMemoryTaskStore,
} from "@a2a-js/sdk/server";
import { agentCardHandler, jsonRpcHandler, restHandler, UserBuilder } from "@a2a-js/sdk/server/express";
import express, { type RequestHandler } from "express";
import { conformanceCard, type Generation, type Profile } from "./agent-card";
import { ConformanceExecutor } from "./conformance-executor";
import { MediaTypeCheckingHandler } from "./media-type-checking-handler";

export interface ConformanceAgent {
  url: string;
  cardUrl: string;
  close(): Promise<void>;
}

export interface ConformanceOptions {
  /** Generations of A2A that it offers; both when missing. */
  generations?: readonly Generation[];
  /** What it can do; everything when missing. */
  profile?: Profile;
  /** Looks at every request before the agent does. */
  onRequest?: RequestHandler;
}

/** Starts the agent on a loopback port; 0 takes a free one. */
export async function startConformanceAgent(
  port: number,
  options: ConformanceOptions = {},
): Promise<ConformanceAgent> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { profile = "full" } = options;
  const card = conformanceCard(url, options.generations ?? ["1.0", "0.3"], profile);
  const store = new InMemoryPushNotificationStore();
  const requestHandler = new MediaTypeCheckingHandler(
    card,
    new InMemoryTaskStore(),
    new ConformanceExecutor(),
    new DefaultExecutionEventBusManager(),
    store,
    createLegacyAwarePushNotificationSender(store),
    profile === "full"
      ? async () => ({ ...card, description: "Shown to those who have signed in." })
      : undefined,
  );
  const legacyCompat = { enabled: true };
  const common = { requestHandler, userBuilder: UserBuilder.noAuthentication, legacyCompat };
  if (options.onRequest) app.use(options.onRequest);
  app.use(
    "/.well-known/agent-card.json",
    agentCardHandler({
      agentCardProvider: requestHandler,
      legacyCompat: { enabled: card.supportedInterfaces.some(isLegacy) },
    }),
  );
  app.use("/rest", restHandler(common));
  app.use("/", jsonRpcHandler(common));
  return {
    url,
    cardUrl: `${url}/.well-known/agent-card.json`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function isLegacy({ protocolVersion }: { protocolVersion: string }): boolean {
  return protocolVersion === "0.3";
}
