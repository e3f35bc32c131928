import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { findAssetForUpdate, findAssetHead } from "@/db/queries/assets";
import {
  insertCertificate,
  listCertificates,
  lockCertifying,
  updateCertified,
} from "@/db/queries/certificates";
import { appendAudit } from "@/lib/audit/append-audit";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Author } from "@/lib/identity/author";
import { REGISTRY_CHANNEL } from "../registry-channel";
import type { Condition, IssuedCertificate } from "./certification.schema";
import { certify, isCertified } from "./certify";
import { type Evidence, readFacts, restsOn } from "./read-facts";
import { endRequest } from "./request-again";

/**
 * Certifies an asset, when every condition holds, in the caller's transaction. A valid certificate is left as it is: what would make it untrue has suspended it.
 * @param input.digest of the version that the evidence is about
 * @param input.change the change that is being put in force, if one asks for it
 * @throws MeshError `not_found`; `conflict` with every condition that fails, or when another version has become live
 */
export async function issueCertificate(
  tx: Db,
  input: { kind: string; name: string; digest: string; change?: number },
  evidence: Evidence,
  author: Author,
): Promise<IssuedCertificate> {
  const { kind, name, change } = input;
  const locked = await findAssetForUpdate(tx, { kind, name });
  const head = await findAssetHead(tx, { kind, name });
  if (!locked || !head) throw new MeshError("not_found", `There is no ${kind} of that name.`);
  const { id: assetId, version, digest } = head;
  if (digest !== input.digest) throw new MeshError("conflict", `Another version of ${name} has become live.`);
  const [latest] = await listCertificates(tx, { assetId, limit: 1 });
  // After the asset's own row, as writers do; who is certified already has been looked at by every writer.
  if (latest?.state !== "valid") await lockCertifying(tx);
  const facts = await readFacts(tx, { kind, name, ...head }, evidence, change);
  const conditions = certify(facts);
  if (!isCertified(conditions)) throw notCertified({ kind, name }, conditions);
  const answer = { kind, name, version, conditions };
  if (latest?.state === "valid") return { ...answer, issued: false, entryId: null };
  const id = newId();
  const { bound } = facts;
  await insertCertificate(tx, {
    id,
    assetId,
    version,
    digest,
    bound,
    suites: restsOn(facts),
    conditions,
    state: "valid",
    issuedBy: author.actor,
  });
  await updateCertified(tx, { assetId, certified: true });
  await endRequest(tx, { kind, name, except: change });
  const entryId = await appendAudit(tx, {
    type: "io.signalbox.certificate.issued",
    ...author,
    object: `${kind}:${name}`,
    outcome: "ok",
    payload: {
      certificate: id,
      version,
      digest,
      bound,
      conditions,
      ...(change === undefined ? {} : { change }),
    },
  });
  await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${assetId})`);
  return { ...answer, issued: true, entryId };
}

function notCertified(
  { kind, name }: { kind: string; name: string },
  conditions: readonly Condition[],
): MeshError {
  const failing = conditions.filter(({ state }) => state === "fails");
  const onlyReview = failing.every(({ id }) => id === "review");
  return new MeshError(
    "conflict",
    `${name} cannot be certified: ${failing.map(({ words }) => words).join(" ")}`,
    {
      issues: failing.map(({ id, words, remedy }) => ({
        path: id,
        message: remedy ? `${words} ${remedy}` : words,
      })),
      remedy: {
        message: failing.map(({ remedy }) => remedy).join(" "),
        ...(onlyReview
          ? {
              operation: {
                method: "POST",
                path: "/api/v1/changes",
                tool: "propose_change",
                body: {
                  title: `Certify ${kind} ${name}`,
                  reason: "",
                  items: [{ op: "certify", kind, name }],
                },
              },
            }
          : {}),
      },
    },
  );
}
