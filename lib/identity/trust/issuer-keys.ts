import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { parseJson } from "@/lib/core/parse-json";
import { serviceKey } from "@/lib/core/services";
import type { Egress } from "@/lib/traffic/egress";
import { fetchText } from "@/lib/traffic/fetch-text";

/** Public keys of trusted identity providers. */
export interface IssuerKeys {
  /** Finds the key of a token among those that stand at an address. The address comes from the configuration, never from a token (RFC 8725 section 3.10). */
  at(jwksUri: string): JWTVerifyGetKey;
}

export const issuerKeysService = serviceKey<IssuerKeys>("issuerKeys");

const MAX_BYTES = 256 * 1024;
const DEADLINE_MS = 5000;
/** Keys are believed so long without another look: withdrawn ones are of no use after it. */
const KEEP_MS = 10 * 60_000;
/** Tokens with unknown keys, and a provider that is down, cost at most one request in this time. */
const COOL_DOWN_MS = 30_000;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

interface Held {
  find: JWTVerifyGetKey | undefined;
  readAtMs: number;
  triedAtMs: number;
  reading: Promise<void> | undefined;
}

/** Reads key sets through the egress guard when they are needed, one request at a time for each. */
export function openIssuerKeys(egress: Egress, now: () => number = () => performance.now()): IssuerKeys {
  const held = new Map<string, Held>();
  const readAgain = async (jwksUri: string, entry: Held) => {
    if (entry.reading) return entry.reading;
    if (now() - entry.triedAtMs < COOL_DOWN_MS) return;
    entry.triedAtMs = now();
    entry.reading = readKeys(egress, jwksUri)
      .then((keys) => {
        entry.find = createLocalJWKSet(keys);
        entry.readAtMs = now();
      })
      // Without an answer the keys that are held go on, as long as they may.
      .catch((err: unknown) => log.warn({ err, jwksUri }, "a provider's keys could not be read"))
      .finally(() => {
        entry.reading = undefined;
      });
    return entry.reading;
  };
  return {
    at: (jwksUri) => async (header, token) => {
      const never = Number.NEGATIVE_INFINITY;
      const entry = held.get(jwksUri) ?? {
        find: undefined,
        readAtMs: never,
        triedAtMs: never,
        reading: undefined,
      };
      held.set(jwksUri, entry);
      if (now() - entry.readAtMs > KEEP_MS) {
        entry.find = undefined;
        await readAgain(jwksUri, entry);
      }
      if (!entry.find) throw new MeshError("unavailable", "The provider's keys cannot be read right now.");
      try {
        return await entry.find(header, token);
      } catch (err) {
        if (!(err instanceof errors.JWKSNoMatchingKey)) throw err;
        await readAgain(jwksUri, entry);
        return entry.find(header, token);
      }
    },
  };
}

async function readKeys(egress: Egress, jwksUri: string): Promise<JSONWebKeySet> {
  const text = await fetchText(egress, jwksUri, { maxBytes: MAX_BYTES, deadlineMs: DEADLINE_MS });
  return keySet.parse(parseJson(text)) as JSONWebKeySet;
}
