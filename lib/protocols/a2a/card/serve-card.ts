import { LRUCache } from "lru-cache";
import { sha256Hex } from "@/lib/core/canonical-json";
import { errorResponse } from "@/lib/core/error-http";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { authenticate } from "@/lib/gateway/authenticate";
import { mayUse } from "@/lib/gateway/may-use";
import type { Mesh } from "@/lib/gateway/mesh";
import { keyRingService } from "@/lib/identity/key-ring";
import type { Asset } from "@/lib/registry/asset";
import { challengeOf } from "../challenge";
import type { Door } from "../door";
import type { Generation } from "../operation";
import { bothGenerationsCard } from "./both-generations-card";
import { rewriteCard } from "./rewrite-card";
import { signCard } from "./sign-card";

interface ServedCard {
  body: string;
  etag: string;
}

const MAX_AGE_S = 300;

/**
 * The card of an agent as the mesh offers it. Cards are how a client learns where to get a badge, so they are public; those of confidential and restricted agents are shown only
 * to callers that may discover or call them. Whoever may not see a card gets the answer for an agent that does not exist.
 */
export async function serveCard(door: Door, agent: string, request: Request): Promise<Response> {
  const { mesh } = door;
  try {
    const asset = await visibleAgent(mesh, agent, request);
    const card = await cardOf(mesh, asset, generationOf(request));
    const isPublic = !isProtected(asset);
    const headers = {
      etag: card.etag,
      "cache-control": `${isPublic ? "public" : "private"}, max-age=${MAX_AGE_S}`,
      vary: isPublic ? "A2A-Version" : "A2A-Version, Authorization",
      "content-type": "application/json",
    };
    if (matches(request.headers.get("if-none-match"), card.etag)) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(card.body, { headers });
  } catch (err) {
    const challenge = challengeOf(mesh.config.publicUrl, agent)(toMeshError(err));
    return errorResponse(err, challenge === undefined ? {} : { "www-authenticate": challenge });
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

/** A request that names 1.0 gets its card and nothing else; every other one gets the card that both generations read. */
function generationOf(request: Request): Generation {
  return request.headers.get("a2a-version")?.trim().startsWith("1.") ? "1.0" : "0.3";
}

const cards = new LRUCache<string, Promise<ServedCard>>({ max: 1000 });

/** Made once for each version of the agent, key and form. */
function cardOf(mesh: Mesh, asset: Asset<"agent">, generation: Generation): Promise<ServedCard> {
  const { kid } = mesh.services.get(keyRingService).signer("card");
  const key = `${mesh.config.publicUrl} ${asset.id} ${asset.digest} ${kid} ${generation}`;
  const known = cards.get(key);
  if (known) return known;
  const made = makeCard(mesh, asset, generation);
  cards.set(key, made);
  made.catch(() => cards.delete(key));
  return made;
}

async function makeCard(mesh: Mesh, asset: Asset<"agent">, generation: Generation): Promise<ServedCard> {
  const card = rewriteCard(asset.spec.card, asset, mesh.config.publicUrl);
  const form = generation === "1.0" ? card : await bothGenerationsCard(card);
  const signer = mesh.services.get(keyRingService).signer("card");
  const body = JSON.stringify(signCard(form, signer, mesh.config.publicUrl));
  return { body, etag: `"${sha256Hex(body).slice(0, 32)}"` };
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((tag) => [etag, `W/${etag}`, "*"].includes(tag.trim()));
}
