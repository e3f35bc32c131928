import type { Db } from "@/db/client";
import { findInstallationFact, lockInstallation, upsertInstallationFact } from "@/db/queries/installation";
import { hasUsedSignInLink } from "@/db/queries/sign-in-links";
import { countUsers, findUser } from "@/db/queries/users";
import type { Config } from "@/lib/core/config";
import { MESH_AUTHOR } from "./author";
import { createClient } from "./create-client";
import { createUser } from "./create-user";
import { operatorAddresses, refreshOperatorFile, writeOperatorFile } from "./operator-file";
import { createSignInLink } from "./sign-in-link";

/** The address of the first admin where none was configured. */
const FIRST_ADMIN_EMAIL = "admin@signalbox.local";

/**
 * At the first start of an installation: makes the first admin, and the bootstrap operator client whose credentials go to `<homeDir>/operator.json`. Safe on every start and on every replica.
 * @returns the token of a one-time sign-in link as long as the first admin has no password and has never signed in; so a link that was overlooked is no lock-out
 */
export async function ensureFirstAdmin(
  db: Db,
  config: Pick<Config, "admin" | "homeDir" | "publicUrl">,
): Promise<{ signInToken: string | undefined }> {
  return db.transaction(async (tx) => {
    await lockInstallation(tx);
    await ensureOperator(tx, config);
    if ((await countUsers(tx)) === 0) await makeAdmin(tx, config.admin);
    return { signInToken: await linkIfNeeded(tx) };
  });
}

async function makeAdmin(tx: Db, admin: Config["admin"]): Promise<void> {
  const user = await createUser(
    tx,
    {
      email: admin?.email ?? FIRST_ADMIN_EMAIL,
      name: "First admin",
      role: "admin",
      ...(admin ? { password: admin.password } : {}),
    },
    MESH_AUTHOR,
  );
  await upsertInstallationFact(tx, { name: "first_admin", value: user.id });
}

async function linkIfNeeded(tx: Db): Promise<string | undefined> {
  const id = await findInstallationFact(tx, { name: "first_admin" });
  const row = id === undefined ? undefined : await findUser(tx, { id });
  if (!row || row.disabledAt || row.passwordHash !== null || row.oidcSubject !== null) return undefined;
  if (await hasUsedSignInLink(tx, { userId: row.id })) return undefined;
  return (await createSignInLink(tx, { userId: row.id }, MESH_AUTHOR)).token;
}

/** The file is written before the commit: a client whose secret nobody could ever learn would be worse than a file without a client. */
async function ensureOperator(tx: Db, config: Pick<Config, "homeDir" | "publicUrl">): Promise<void> {
  if ((await findInstallationFact(tx, { name: "operator_client" })) !== undefined) {
    refreshOperatorFile(config.homeDir, config.publicUrl);
    return;
  }
  const { client, clientSecret } = await createClient(
    tx,
    { kind: "operator", title: "operator", roles: ["admin"] },
    MESH_AUTHOR,
  );
  await upsertInstallationFact(tx, { name: "operator_client", value: client.clientId });
  writeOperatorFile(config.homeDir, {
    client_id: client.clientId,
    client_secret: clientSecret ?? "",
    ...operatorAddresses(config.publicUrl),
  });
}
