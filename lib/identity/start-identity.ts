import type { Database } from "@/db/client";
import type { Config } from "@/lib/core/config";
import { log } from "@/lib/core/log";
import type { Services } from "@/lib/core/services";
import { keyRingService, openKeyRing } from "./key-ring";
import { followRevocations, revocationsService } from "./revocations";
import { openSecrets, secretsService } from "./secrets";
import { sweepExpired } from "./sweep-expired";
import { openVault, vaultService } from "./vault";
import { badgeVerifierService, createBadgeVerifier } from "./verify-badge";

const SWEEP_EVERY_MS = 5 * 60_000;

/**
 * Opens the vault, the key ring, the revocations, the badge verifier and the upstream secrets of this process and offers them as services.
 * @returns how to close them
 * @throws MeshError `unavailable` when the database does not answer or was written under another key-encryption key
 */
export async function startIdentity(
  database: Database,
  config: Pick<Config, "kek" | "homeDir" | "publicUrl">,
  services: Services,
): Promise<() => Promise<void>> {
  const vault = openVault(config);
  const ring = await openKeyRing(database, vault);
  const revocations = await followRevocations(database);
  const secrets = await openSecrets(database, vault);
  services.set(vaultService, vault);
  services.set(keyRingService, ring);
  services.set(revocationsService, revocations);
  services.set(secretsService, secrets);
  services.set(badgeVerifierService, createBadgeVerifier({ ring, revocations, publicUrl: config.publicUrl }));
  const timer = setInterval(() => {
    sweepExpired(database.db).catch((err: unknown) => log.warn({ err }, "expired rows could not be deleted"));
  }, SWEEP_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await Promise.all([secrets.close(), revocations.close(), ring.close()]);
  };
}
