import { Hono } from "hono";
import { answerResponse } from "@/lib/gateway/answer-response";
import { RESOURCE_METADATA, resourceMetadata } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import { scopeRefusal } from "@/lib/gateway/scope-refusal";
import { keyRingService } from "@/lib/identity/key-ring";
import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import { cardResponse, generationOf, makeCard, type ServedCard } from "../card/card-response";
import { present } from "../front/present";
import type { Binding } from "../operation";
import { serveRequest } from "../serve-request";
import { ownCard } from "./own-card";
import { ownPeer } from "./own-peer";
import { HTTP_JSON_PATH, JSON_RPC_PATH } from "./paths";

/**
 * The mesh as an A2A agent: its card at the well-known address of its origin, and the door that the card leads to. An operation asked for here is ruled and recorded by itself, as behind REST and MCP.
 * Mount these before the agents' doors: an address below `/a2a/-` has the form of an agent's.
 * @param skills the operations that agents may use
 */
export function ownAgentRoutes(mesh: Mesh, skills: readonly MeshTool[]): Hono {
  const app = new Hono();
  const { publicUrl } = mesh.config;
  const cardFor = signedCards(mesh, skills);
  // Clients look below whatever address they were given, and those of 0.3 under the older name.
  for (const base of ["", JSON_RPC_PATH, HTTP_JSON_PATH]) {
    for (const name of ["agent-card.json", "agent.json"]) {
      app.get(`${base}/.well-known/${name}`, async (c) =>
        cardResponse(c.req.raw, await cardFor(c.req.raw), true),
      );
    }
  }
  for (const path of [JSON_RPC_PATH, HTTP_JSON_PATH]) {
    app.get(`${RESOURCE_METADATA}${path}`, (c) => c.json(resourceMetadata(publicUrl, path, "Signalbox")));
  }
  const serve = (path: string, binding: Binding) => (c: { req: { raw: Request } }) =>
    serveRequest(
      {
        mesh,
        agent: "-",
        path,
        async answer(principal, operation, request) {
          const beyondScope = scopeRefusal(principal);
          if (beyondScope) throw beyondScope;
          const answer = await present(operation, ownPeer(skills, principal, operation));
          // What it tells is for whoever asked, now.
          const headers = { ...answer.headers, "cache-control": "no-store" };
          return answerResponse({ ...answer, headers }, request);
        },
      },
      c.req.raw,
      binding,
    );
  app.on("POST", [JSON_RPC_PATH, `${JSON_RPC_PATH}/`], serve(JSON_RPC_PATH, "JSONRPC"));
  app.on(["GET", "POST", "DELETE"], `${HTTP_JSON_PATH}/*`, serve(HTTP_JSON_PATH, "HTTP+JSON"));
  return app;
}

/** The card for a request. Each form is made once for each key. */
function signedCards(mesh: Mesh, skills: readonly MeshTool[]): (request: Request) => Promise<ServedCard> {
  const card = ownCard(mesh.config.publicUrl, skills);
  const made = new Map<string, { kid: string; card: Promise<ServedCard> }>();
  return (request) => {
    const generation = generationOf(request);
    const { kid } = mesh.services.get(keyRingService).signer("card");
    const known = made.get(generation);
    if (known?.kid === kid) return known.card;
    const fresh = makeCard(mesh, card, generation);
    made.set(generation, { kid, card: fresh });
    fresh.catch(() => made.delete(generation));
    return fresh;
  };
}
