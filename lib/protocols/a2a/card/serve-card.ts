import { LRUCache } from "lru-cache";
import { errorResponse } from "@/lib/core/error-http";
import { MeshError } from "@/lib/core/errors";
import { authenticate } from "@/lib/gateway/authenticate";
import { challengeHeaders } from "@/lib/gateway/challenge";
import { mayUse } from "@/lib/gateway/may-use";
import type { Mesh } from "@/lib/gateway/mesh";
import { keyRingService } from "@/lib/identity/key-ring";
import type { Asset } from "@/lib/registry/asset";
import { doorPath } from "../challenge";
import type { Door } from "../door";
import type { Generation } from "../operation";
import { cardResponse, generationOf, makeCard, type ServedCard } from "./card-response";
import { rewriteCard } from "./rewrite-card";

/**
 * The card of an agent as the mesh offers it. Cards are how a client learns where to get a badge, so they are public; those of confidential and restricted agents are shown only
 * to callers that may discover or call them. Whoever may not see a card gets the answer for an agent that does not exist.
 */
export async function serveCard(door: Door, agent: string, request: Request): Promise<Response> {
  const { mesh } = door;
  try {
    const asset = await visibleAgent(mesh, agent, request);
    const card = await cardOf(mesh, asset, generationOf(request));
    return cardResponse(request, card, !isProtected(asset));
  } catch (err) {
    return errorResponse(err, challengeHeaders(mesh.config.publicUrl, doorPath(agent), err));
  }
}

async function visibleAgent(mesh: Mesh, name: string, request: Request): Promise<Asset<"agent">> {
  const asset = mesh.registry.current().find("agent", name);
  const hidden = new MeshError("not_found", "The mesh has no agent of that name.");
  if (!asset || asset.lifecycle === "draft" || asset.lifecycle === "retired") throw hidden;
  if (!isProtected(asset)) return asset;
  if (!request.headers.has("authorization")) throw hidden;
  const principal = await authenticate(mesh, request);
  const resource = { type: "Agent", id: name } as const;
  const seen = (["discover", "invokeAgent"] as const).some((action) =>
    mayUse(mesh, principal, { action, resource }),
  );
  if (!seen) throw hidden;
  return asset;
}

function isProtected(asset: Asset): boolean {
  return asset.dataClass === "confidential" || asset.dataClass === "restricted";
}

const cards = new LRUCache<string, Promise<ServedCard>>({ max: 1000 });

/** Made once for each version of the agent, key and form. */
function cardOf(mesh: Mesh, asset: Asset<"agent">, generation: Generation): Promise<ServedCard> {
  const { kid } = mesh.services.get(keyRingService).signer("card");
  const key = `${mesh.config.publicUrl} ${asset.id} ${asset.digest} ${kid} ${generation}`;
  const known = cards.get(key);
  if (known) return known;
  const made = makeCard(mesh, rewriteCard(asset.spec.card, asset, mesh.config.publicUrl), generation);
  cards.set(key, made);
  made.catch(() => cards.delete(key));
  return made;
}
