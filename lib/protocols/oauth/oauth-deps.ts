import type { Database } from "@/db/client";
import type { Mesh } from "@/lib/gateway/mesh";
import type { IssueRecorder } from "@/lib/identity/issue-badge";
import { type KeyRing, keyRingService } from "@/lib/identity/key-ring";
import { type Revocations, revocationsService } from "@/lib/identity/revocations";
import { type BadgeVerifier, badgeVerifierService } from "@/lib/identity/verify-badge";

/** What the token service works with. */
export interface OAuthDeps {
  database: Database;
  /** The mesh's public address: issuer of its badges. */
  publicUrl: string;
  ring: KeyRing;
  revocations: Revocations;
  verifier: BadgeVerifier;
  recorder: IssueRecorder;
}

/** The same from a mesh. @throws MeshError `unavailable` when identity has not been started */
export function oauthDepsOf(mesh: Mesh): OAuthDeps {
  return {
    database: mesh.database,
    publicUrl: mesh.config.publicUrl,
    ring: mesh.services.get(keyRingService),
    revocations: mesh.services.get(revocationsService),
    verifier: mesh.services.get(badgeVerifierService),
    recorder: mesh.recorder,
  };
}
