import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import { insertUsedAssertion } from "@/db/queries/used-assertions";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { newSecret } from "@/lib/core/ids";
import type { Vault } from "../vault";

const LIFETIME_MS = 10 * 60_000;

/** What a consent page was made for. Any of it different, and the page's answer counts for nothing. */
export interface ConsentQuestion {
  /** The request as it came, so that what was shown is what is agreed to. */
  request: string;
  userId: string;
  sessionId: string;
}

const shape = z.object({ nonce: z.string(), expiresAtMs: z.number(), mac: z.string() });

/** A ticket for answering one consent page: bound to the request, the person and the session, valid ten minutes. */
export function makeConsentTicket(vault: Vault, question: ConsentQuestion): string {
  const nonce = newSecret("");
  const expiresAtMs = Date.now() + LIFETIME_MS;
  return [nonce, expiresAtMs, macOf(vault, question, nonce, expiresAtMs).toString("base64url")].join(".");
}

/**
 * Uses a ticket up, on every replica. A page of another site has none, and an answer that is sent again is refused.
 * @throws MeshError `invalid_request`
 */
export async function spendConsentTicket(
  db: Db,
  vault: Vault,
  ticket: string,
  question: ConsentQuestion,
): Promise<void> {
  const [nonce, expiresAtMs, mac] = ticket.split(".");
  const parsed = shape.safeParse({ nonce, expiresAtMs: Number(expiresAtMs), mac });
  if (!parsed.success || parsed.data.expiresAtMs <= Date.now()) throw spent();
  const expected = macOf(vault, question, parsed.data.nonce, parsed.data.expiresAtMs);
  const given = Buffer.from(parsed.data.mac, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw spent();
  const first = await insertUsedAssertion(db, {
    jti: sha256Hex(`consent ${parsed.data.nonce}`),
    expiresAt: new Date(parsed.data.expiresAtMs),
  });
  if (!first) throw spent();
}

function macOf(vault: Vault, question: ConsentQuestion, nonce: string, expiresAtMs: number): Buffer {
  const { request, userId, sessionId } = question;
  return createHmac("sha256", vault.deriveKey("consent ticket"))
    .update(JSON.stringify([nonce, expiresAtMs, request, userId, sessionId]))
    .digest();
}

function spent(): MeshError {
  return new MeshError(
    "invalid_request",
    "This page has been answered already, or is too old. Start again from the app.",
  );
}
