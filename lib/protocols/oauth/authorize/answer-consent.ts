import { appendAudit } from "@/lib/audit/append-audit";
import type { Mesh } from "@/lib/gateway/mesh";
import { type ConsentQuestion, spendConsentTicket } from "@/lib/identity/authorizations/consent-ticket";
import { vaultService } from "@/lib/identity/vault";
import { allow, readRequest } from "./ask-consent";
import { errorAddress } from "./way-back";

/**
 * What a person answered on a consent page. The page's ticket is used up first, so that an answer counts once and only for what was shown.
 * @returns the address that carries the answer back to the app
 * @throws MeshError `invalid_request` for a ticket that is not good any more; as `readAuthorizationRequest`
 */
export async function answerConsent(
  mesh: Mesh,
  question: ConsentQuestion,
  answer: { ticket: string; allowed: boolean },
): Promise<string> {
  const { db } = mesh.database;
  await spendConsentTicket(db, mesh.services.get(vaultService), answer.ticket, question);
  const request = await readRequest(mesh, question.request);
  if (answer.allowed) return allow(mesh, request, question.userId);
  await appendAudit(db, {
    type: "io.signalbox.consent.refused",
    actor: `user:${question.userId}`,
    object: `client:${request.app.clientId}`,
    outcome: "denied",
  });
  return errorAddress(mesh.config.publicUrl, request, "access_denied", "The person did not agree.");
}
