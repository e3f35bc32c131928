import { z } from "zod";
import { authorOf } from "../author";
import { operation } from "../operation";
import { putSecret, putSecretInput } from "../put-secret";
import { rotateKeys, rotateKeysInput } from "../rotate-keys";
import { vaultService } from "../vault";

/** Puts the next signing key of a purpose in use. */
export const rotateSigningKeys = operation({ permission: "keys:rotate" })
  .route({ method: "POST", path: "/keys/{purpose}/rotate", summary: "Rotate a signing key", tags: ["keys"] })
  .input(rotateKeysInput)
  .output(z.object({ kid: z.string(), replaced: z.string() }))
  .handler(({ input, context }) =>
    rotateKeys(context.database.db, context.services.get(vaultService), input, authorOf(context.principal)),
  );

/** Stores a credential that the mesh presents upstream. It can be replaced but never read back. */
export const saveSecret = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/secrets", summary: "Store an upstream credential", tags: ["registry"] })
  .input(putSecretInput)
  .output(z.object({ name: z.string() }))
  .handler(async ({ input, context }) => {
    await putSecret(
      context.database.db,
      context.services.get(vaultService),
      input,
      authorOf(context.principal),
    );
    return { name: input.name };
  });
