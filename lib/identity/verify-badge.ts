import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { isMeshError } from "@/lib/core/errors";
import { serviceKey } from "@/lib/core/services";
import { meshAudience } from "./audiences";
import { MAX_BADGE_BYTES } from "./badge";
import type { KeyRing } from "./key-ring";
import { invalidBadge, isWithinTimes, parseBadge, UNKNOWN_KEY } from "./parse-badge";
import type { Principal } from "./principal";
import { principalOfClaims } from "./principal-of-claims";
import type { Revocations } from "./revocations";

/** Tells who a badge speaks for, or refuses it. */
export interface BadgeVerifier {
  /**
   * @param audience that the badge must be for; the mesh itself when not given
   * @throws MeshError `invalid_token` for any badge that is not valid right now; `unavailable` when revocations cannot be read
   */
  verify(token: string, audience?: string): Promise<Principal>;
  /**
   * The same for a badge for anybody, and for whom it is. Whoever asks decides whether that audience will do.
   * @throws as `verify`
   */
  inspect(token: string): Promise<{ principal: Principal; audience: string }>;
  /**
   * The same without waiting, for a badge for the mesh that was verified before; undefined when it was not. Revocation and times are checked every time.
   * @throws as `verify`
   */
  cached(token: string): Principal | undefined;
}

export const badgeVerifierService = serviceKey<BadgeVerifier>("badgeVerifier");

interface Known {
  kid: string;
  audience: string;
  exp: number;
  nbf: number | undefined;
  principal: Principal;
}

const CACHE_SIZE = 20_000;
/** A badge with an unknown key makes the ring look at the store, at most this often: strangers must not be able to keep the database busy. */
const KEY_REFRESH_MS = 1_000;

/** @param publicUrl of the mesh: issuer and audience of its badges */
export function createBadgeVerifier(deps: {
  ring: KeyRing;
  revocations: Revocations;
  publicUrl: string;
}): BadgeVerifier {
  const { ring, revocations, publicUrl } = deps;
  const mesh = meshAudience(publicUrl);
  const known = new LRUCache<string, Known>({ max: CACHE_SIZE });
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const admit = (entry: Known, audience: string | undefined, nowMs: number): Principal => {
    if (audience !== undefined && entry.audience !== audience) throw invalidBadge("audience");
    if (!isWithinTimes(entry, nowMs)) throw invalidBadge("outside its times");
    if (!ring.find(entry.kid)) throw invalidBadge("key withdrawn");
    revocations.assertLive(entry.principal);
    return entry.principal;
  };
  const learn = (token: string, nowMs: number): Known => {
    const { kid, claims } = parseBadge(ring, publicUrl, token, nowMs);
    return {
      kid,
      audience: claims.aud,
      exp: claims.exp,
      nbf: claims.nbf,
      principal: principalOfClaims(claims),
    };
  };
  const learnFresh = async (token: string, nowMs: number): Promise<Known> => {
    try {
      return learn(token, nowMs);
    } catch (err) {
      if (!isMeshError(err) || err.detail !== UNKNOWN_KEY) throw err;
      if (performance.now() - refreshedAt < KEY_REFRESH_MS) throw err;
      refreshedAt = performance.now();
      await ring.refresh();
      return learn(token, nowMs);
    }
  };
  const lookUp = async (token: string, nowMs: number): Promise<Known> => {
    const key = cacheKey(token);
    const entry = known.get(key) ?? (await learnFresh(token, nowMs));
    known.set(key, entry);
    return entry;
  };
  return {
    async verify(token, audience = mesh) {
      const nowMs = Date.now();
      return admit(await lookUp(token, nowMs), audience, nowMs);
    },
    async inspect(token) {
      const nowMs = Date.now();
      const entry = await lookUp(token, nowMs);
      return { principal: admit(entry, undefined, nowMs), audience: entry.audience };
    },
    cached(token) {
      const entry = known.get(cacheKey(token));
      return entry && admit(entry, mesh, Date.now());
    },
  };
}

/** The cache holds no badge that could be used if its memory leaked. */
function cacheKey(token: string): string {
  if (token.length > MAX_BADGE_BYTES) throw invalidBadge("longer than 8 kB");
  return hash("sha256", token, "base64");
}
