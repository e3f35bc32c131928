import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DefaultRequestHandler, InMemoryTaskStore } from "@a2a-js/sdk/server";
import { agentCardHandler, jsonRpcHandler, restHandler, UserBuilder } from "@a2a-js/sdk/server/express";
import express, { type RequestHandler } from "express";
import { agentCard } from "./agent-card";
import { openIssueStore } from "./issue-store";
import { Mesh } from "./mesh";
import type { Settings } from "./settings";
import { TrackerExecutor } from "./tracker-executor";

export interface TrackerAgent {
  /** Base address; the card is at `/.well-known/agent-card.json` below it. */
  url: string;
  /** Takes nothing new, finishes what is under way for at most four seconds, and ends. */
  close(): Promise<void>;
}

/** Serves the agent on loopback: A2A 1.0 as JSON-RPC at `/rpc` and as HTTP+JSON at `/rest`. */
export async function startTrackerAgent(settings: Settings): Promise<TrackerAgent> {
  const app = express();
  app.disable("x-powered-by");
  const server = app.listen(settings.PORT, "127.0.0.1");
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mesh = new Mesh(settings);
  const executor = new TrackerExecutor(settings, mesh, openIssueStore(settings.DATA_DIR));
  const requestHandler = new DefaultRequestHandler(agentCard(url), new InMemoryTaskStore(), executor);
  const userBuilder = UserBuilder.noAuthentication;
  app.get("/healthz", (_req, res) => {
    res.send("ok");
  });
  app.use("/.well-known/agent-card.json", agentCardHandler({ agentCardProvider: requestHandler }));
  app.use("/rpc", demandBadge(mesh), jsonRpcHandler({ requestHandler, userBuilder }));
  app.use("/rest", demandBadge(mesh), restHandler({ requestHandler, userBuilder }));
  return {
    url,
    close: () => drain(server),
  };
}

/** Nobody reaches this agent around the mesh. */
function demandBadge(mesh: Mesh): RequestHandler {
  return async (req, res, next) => {
    const badge = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? "";
    if (await mesh.isForUs(badge)) return next();
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
