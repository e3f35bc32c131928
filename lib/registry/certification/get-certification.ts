import { findAssetHead } from "@/db/queries/assets";
import { listCertificates } from "@/db/queries/certificates";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { boundPart, certification, certificationRef } from "./certification.schema";
import { certify } from "./certify";
import { lookHere } from "./gather-evidence";
import { readBound } from "./read-bound";
import { readFacts } from "./read-facts";

const MAX_CERTIFICATES = 50;

/** What an asset's certificate depends on as it is now, what it is bound to, and every certificate that it had. @throws MeshError `not_found` */
export const getCertification = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/certificate",
    summary: "What an asset's certificate depends on",
    tags: ["catalog"],
  })
  .input(certificationRef)
  .output(certification)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const head = await findAssetHead(db, input);
    if (!head) throw new MeshError("not_found", "There is no such asset.");
    const bound = await readBound(db, input);
    const facts = await readFacts(
      db,
      { ...input, ...head },
      lookHere(context.services, { ...input, ...head }, bound),
    );
    const rows = await listCertificates(db, { assetId: head.id, limit: MAX_CERTIFICATES });
    return {
      ...input,
      state: rows[0] ? stateOf(rows[0].state) : "none",
      conditions: certify(facts),
      bound,
      certificates: rows.map((row) => ({
        id: row.id,
        state: stateOf(row.state),
        version: row.version,
        digest: row.digest,
        bound: boundPart.array().parse(row.bound),
        reasons: row.reasons,
        issuedBy: row.issuedBy,
        issuedAt: row.issuedAt.toISOString(),
        since: row.since.toISOString(),
        change: row.change,
      })),
    };
  });

/** What is not known to be valid is not. */
function stateOf(state: string): "valid" | "suspended" {
  return state === "valid" ? "valid" : "suspended";
}
