import { sha256Hex } from "@/lib/core/canonical-json";
import type { Mesh } from "@/lib/gateway/mesh";
import { keyRingService } from "@/lib/identity/key-ring";
import type { Generation, JsonObject } from "../operation";
import { bothGenerationsCard } from "./both-generations-card";
import { signCard } from "./sign-card";

/** A card as bytes, signed. */
export interface ServedCard {
  body: string;
  etag: string;
}

const MAX_AGE_S = 300;

/** A request that names 1.0 gets its card and nothing else; every other one gets the card that both generations read. */
export function generationOf(request: Request): Generation {
  return request.headers.get("a2a-version")?.trim().startsWith("1.") ? "1.0" : "0.3";
}

/** Signs a card of 1.0 in the form for a generation. */
export async function makeCard(mesh: Mesh, card: JsonObject, generation: Generation): Promise<ServedCard> {
  const form = generation === "1.0" ? card : await bothGenerationsCard(card);
  const signer = mesh.services.get(keyRingService).signer("card");
  const body = JSON.stringify(signCard(form, signer, mesh.config.publicUrl));
  return { body, etag: `"${sha256Hex(body).slice(0, 32)}"` };
}

/** The card, or word that the client's copy is still good. @param isPublic whether everybody gets the same */
export function cardResponse(request: Request, { body, etag }: ServedCard, isPublic: boolean): Response {
  const headers = {
    etag,
    "cache-control": `${isPublic ? "public" : "private"}, max-age=${MAX_AGE_S}`,
    vary: isPublic ? "A2A-Version" : "A2A-Version, Authorization",
    "content-type": "application/json",
  };
  if (matches(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((tag) => [etag, `W/${etag}`, "*"].includes(tag.trim()));
}
