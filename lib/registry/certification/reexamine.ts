import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
import {
  type AlteredPart,
  type CertificateRow,
  listValidCertificates,
  lockAlteration,
  suspendCertificate,
  updateCertificateSuites,
  updateCertified,
} from "@/db/queries/certificates";
import { appendAudit } from "@/lib/audit/append-audit";
import { canonicalJson } from "@/lib/core/canonical-json";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { REGISTRY_CHANNEL } from "../registry-channel";
import { type BoundPart, boundPart, type Condition, condition } from "./certification.schema";
import { certify } from "./certify";
import { compareBound } from "./compare-bound";
import { type ReadFacts, readFacts, restsOn } from "./read-facts";
import { requestAgain } from "./request-again";

/** What was altered, by whom. */
export interface Touched {
  /** A rule concerns every certificate, a domain those of its assets. */
  kind: string;
  name: string;
  /** `kind:id` */
  by: string;
  /** A tool of this MCP server that is no longer what was approved. */
  drifted?: string;
}

/** What a version's own digest vouches for as long as the digest stays: it is not looked at again. */
const CARRIED = ["signature", "scan"];

/**
 * Looks at the certificates that an alteration concerns, in its own transaction. One whose conditions no longer hold, or that is bound to something else now, is suspended with an entry of its own, and the mesh asks people to
 * certify the asset again.
 */
export async function reexamine(tx: Db, touched: Touched): Promise<void> {
  await lockAlteration(tx);
  const concerned = await listValidCertificates(tx, alteredBy(touched));
  for (const certificate of concerned) {
    const before = boundPart.array().parse(certificate.bound);
    const asset = { kind: certificate.kind, name: certificate.name, domain: certificate.domain };
    const head = await findAssetHead(tx, asset);
    if (!head) continue;
    const drifted = driftOf(touched, before);
    const facts = await readFacts(
      tx,
      { ...asset, digest: head.digest, spec: head.spec },
      { signature: null, severe: [], drifted },
    );
    const failing = certify(facts).filter(({ id, state }) => state === "fails" && !CARRIED.includes(id));
    const unsigned = signatureReason(condition.array().parse(certificate.conditions), facts.rule.unsigned);
    const reasons = reasonsOf([...compareBound(before, facts.bound), ...unsigned], failing);
    if (reasons.length === 0) {
      await keepSuites(tx, certificate, facts);
      continue;
    }
    const change = await requestAgain(tx, {
      ...asset,
      version: head.version,
      digest: head.digest,
      bound: facts.bound,
      previous: before,
      reasons,
    });
    await suspendCertificate(tx, { id: certificate.id, reasons, change });
    await updateCertified(tx, { assetId: certificate.assetId, certified: false });
    await appendAudit(tx, {
      type: "io.signalbox.certificate.suspended",
      ...MESH_AUTHOR,
      object: `${asset.kind}:${asset.name}`,
      outcome: "ok",
      payload: { certificate: certificate.id, reason: reasons.join(" "), cause: touched, change },
    });
    await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${certificate.assetId})`);
  }
}

function alteredBy({ kind, name }: Touched): AlteredPart {
  if (kind === "review-rule") return "everything";
  return kind === "domain" ? { domain: name } : { kind, name };
}

/** A suite that is demanded since, and has passed already, is looked at from now on. */
async function keepSuites(tx: Db, { id, suites }: CertificateRow, facts: ReadFacts): Promise<void> {
  const now = restsOn(facts);
  if (canonicalJson(now) !== canonicalJson(suites)) await updateCertificateSuites(tx, { id, suites: now });
}

/** What has changed says more than that nobody has approved it yet, so the review alone is named where nothing else is. */
function reasonsOf(changed: readonly string[], failing: readonly Condition[]): string[] {
  const others = failing.filter(({ id }) => changed.length === 0 || (id !== "review" && id !== "use"));
  return [...new Set([...changed, ...others.map(({ words }) => words)])];
}

/** A card that was accepted without a signature is no longer, once no rule accepts it. */
function signatureReason(conditions: readonly Condition[], unsigned: boolean): string[] {
  const free = conditions.some(
    ({ id, state, words }) => id === "signature" && state === "not_required" && words.includes("not signed"),
  );
  return free && !unsigned ? ["Its card is not signed, and no rule accepts that any longer."] : [];
}

function driftOf({ kind, name, drifted }: Touched, bound: readonly BoundPart[]): string[] {
  if (drifted === undefined) return [];
  const isBound = bound.some(
    (part) =>
      part.kind === kind &&
      part.name === name &&
      (part.part === null || part.part === "*" || part.part === drifted),
  );
  return isBound ? [`${name}/${drifted}`] : [];
}
