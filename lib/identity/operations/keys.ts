import { z } from "zod";
import { listSecretNames } from "@/db/queries/secrets";
import { listSigningKeySummaries } from "@/db/queries/signing-keys";
import { receipt } from "@/lib/audit/receipt.schema";
import { authorOf } from "../author";
import { operation } from "../operation";
import { putSecret, putSecretInput, removeSecret, secretName } from "../put-secret";
import { rotateKeys, rotateKeysInput } from "../rotate-keys";
import { KEY_PURPOSES } from "../signing-key";
import { vaultService } from "../vault";

/** A list longer than this shows its newest part. */
const MOST = 200;

const keyView = z.object({
  kid: z.string(),
  purpose: z.enum(KEY_PURPOSES),
  alg: z.string(),
  /** `current` signs; `next` is published and waits; `retired` still verifies what it signed; `revoked` verifies nothing. */
  state: z.enum(["current", "next", "retired", "revoked"]),
  createdAt: z.date(),
  retiredAt: z.date().nullable(),
});
export type KeyView = z.infer<typeof keyView>;

const secretView = z.object({ name: z.string(), updatedAt: z.date() });
export type SecretView = z.infer<typeof secretView>;

/** The signing keys of the mesh by age, at most 200; public facts only. */
export const listSigningKeys = operation({ permission: "keys:read" })
  .route({ method: "GET", path: "/keys", summary: "List signing keys", tags: ["keys"] })
  .output(z.object({ keys: z.array(keyView) }))
  .handler(async ({ context }) => ({
    keys: z.array(keyView).parse(await listSigningKeySummaries(context.database.db, { limit: MOST })),
  }));

/** Puts the next signing key of a purpose in use. */
export const rotateSigningKeys = operation({ permission: "keys:rotate" })
  .route({ method: "POST", path: "/keys/{purpose}/rotate", summary: "Rotate a signing key", tags: ["keys"] })
  .input(rotateKeysInput)
  .output(z.object({ kid: z.string(), replaced: z.string() }).extend(receipt.shape))
  .handler(({ input, context }) =>
    rotateKeys(context.database.db, context.services.get(vaultService), input, authorOf(context.principal)),
  );

/** Names of the credentials for upstreams, at most 200; their values are never read back. */
export const listSecrets = operation({ permission: "keys:read" })
  .route({ method: "GET", path: "/secrets", summary: "List upstream credentials", tags: ["registry"] })
  .output(z.object({ secrets: z.array(secretView) }))
  .handler(async ({ context }) => ({ secrets: await listSecretNames(context.database.db, { limit: MOST }) }));

/** Stores a credential that the mesh presents upstream. It can be replaced but never read back. */
export const saveSecret = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/secrets", summary: "Store an upstream credential", tags: ["registry"] })
  .input(putSecretInput)
  .output(z.object({ name: z.string() }).extend(receipt.shape))
  .handler(async ({ input, context }) => {
    const { entryId } = await putSecret(
      context.database.db,
      context.services.get(vaultService),
      input,
      authorOf(context.principal),
    );
    return { name: input.name, entryId };
  });

/** Forgets a credential. What presents it upstream is refused from now on. */
export const forgetSecret = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/secrets/remove",
    summary: "Remove an upstream credential",
    tags: ["registry"],
  })
  .input(z.object({ name: secretName }))
  .output(z.object({ name: z.string() }).extend(receipt.shape))
  .handler(async ({ input, context }) => {
    const { entryId } = await removeSecret(context.database.db, input, authorOf(context.principal));
    return { name: input.name, entryId };
  });
