import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DefaultRequestHandler, InMemoryTaskStore } from "@a2a-js/sdk/server";
import { jsonRpcHandler, UserBuilder } from "@a2a-js/sdk/server/express";
import express, { type RequestHandler } from "express";
import { internalCard, publishedCard } from "./agent-card";
import { badgeVerifier } from "./badge";
import { CrmExecutor } from "./crm-executor";
import type { Settings } from "./settings";

export interface CrmAgent {
  /** Base address; the card is at `/.well-known/agent-card.json` below it. */
  url: string;
  /** Takes nothing new, finishes what is under way for at most four seconds, and ends. */
  close(): Promise<void>;
}

/** Serves the agent on loopback, speaking A2A 0.3 only. */
export async function startCrmAgent(settings: Settings): Promise<CrmAgent> {
  const app = express();
  app.disable("x-powered-by");
  const server = app.listen(settings.PORT, "127.0.0.1");
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handler = new DefaultRequestHandler(
    internalCard(settings, url),
    new InMemoryTaskStore(),
    new CrmExecutor(settings),
  );
  app.get("/healthz", (_req, res) => {
    res.send("ok");
  });
  app.get(["/.well-known/agent-card.json", "/.well-known/agent.json"], (_req, res) => {
    res.json(publishedCard(settings, url));
  });
  app.use("/a2a", demandBadge(settings), oldGeneration);
  app.use(
    "/a2a",
    jsonRpcHandler({
      requestHandler: handler,
      userBuilder: UserBuilder.noAuthentication,
      legacyCompat: { enabled: true },
    }),
  );
  return {
    url,
    close: () => drain(server),
  };
}

/** A server of the 0.3 generation does not know the version header, so it cannot be talked into another generation. */
const oldGeneration: RequestHandler = (req, _res, next) => {
  delete req.headers["a2a-version"];
  next();
};

function demandBadge(settings: Settings): RequestHandler {
  const isValid = badgeVerifier(settings);
  return async (req, res, next) => {
    const badge = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? "";
    if (!isValid || (await isValid(badge))) return next();
    res
      .status(401)
      .set("www-authenticate", 'Bearer error="invalid_token"')
      .send("A badge of the mesh is needed.");
  };
}

const DRAIN_MS = 4000;
const LOOK_MS = 20;

/** A kept-alive connection would stay open after its last answer; each is closed as soon as it is idle. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearInterval(looking);
  clearTimeout(deadline);
}
