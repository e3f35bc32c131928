import type { Database } from "@/db/client";
import type { Mesh } from "@/lib/gateway/mesh";
import { type ClientDocuments, clientDocumentsService } from "@/lib/identity/apps/client-documents";
import type { IssueRecorder } from "@/lib/identity/issue-badge";
import { type KeyRing, keyRingService } from "@/lib/identity/key-ring";
import { type Revocations, revocationsService } from "@/lib/identity/revocations";
import { type IssuerKeys, issuerKeysService } from "@/lib/identity/trust/issuer-keys";
import { type BadgeVerifier, badgeVerifierService } from "@/lib/identity/verify-badge";

/** What the token service works with. */
export interface OAuthDeps {
  database: Database;
  /** The mesh's public address: issuer of its badges. */
  publicUrl: string;
  /** Whether apps may register themselves. */
  appRegistration: boolean;
  ring: KeyRing;
  revocations: Revocations;
  verifier: BadgeVerifier;
  recorder: IssueRecorder;
  documents: ClientDocuments;
  issuerKeys: IssuerKeys;
}

/** The same from a mesh. @throws MeshError `unavailable` when identity has not been started */
export function oauthDepsOf(mesh: Mesh): OAuthDeps {
  const { services } = mesh;
  return {
    database: mesh.database,
    publicUrl: mesh.config.publicUrl,
    appRegistration: mesh.config.appRegistration,
    ring: services.get(keyRingService),
    revocations: services.get(revocationsService),
    verifier: services.get(badgeVerifierService),
    recorder: mesh.recorder,
    documents: services.get(clientDocumentsService),
    issuerKeys: services.get(issuerKeysService),
  };
}
