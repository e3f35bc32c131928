import { findAssetHead } from "@/db/queries/assets";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assertSteward } from "../assert-steward";
import { certificationRef, issuedCertificate } from "./certification.schema";
import { gatherEvidence } from "./gather-evidence";
import { issueCertificate } from "./issue-certificate";
import { readBound } from "./read-bound";

/** Certifies an asset as it is now. It is examined, not ticked: a condition that fails refuses it and says what would make it hold. @throws MeshError `not_found`, `permission_denied`, `conflict` */
export const certifyAsset = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/assets/{kind}/{name}/certificate",
    summary: "Certify an asset, when every condition holds",
    tags: ["registry"],
  })
  .input(certificationRef)
  .output(issuedCertificate)
  .handler(async ({ input, context }) => {
    const { database, services, principal } = context;
    const head = await findAssetHead(database.db, input);
    if (!head) throw new MeshError("not_found", `There is no ${input.kind} of that name.`);
    assertSteward(principal, head.domain);
    const evidence = await gatherEvidence(
      services,
      { ...input, ...head },
      await readBound(database.db, input),
    );
    return database.db.transaction((tx) =>
      issueCertificate(tx, { ...input, digest: head.digest }, evidence, authorOf(principal)),
    );
  });
