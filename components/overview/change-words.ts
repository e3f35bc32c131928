import { type AuditType, TYPE_PREFIX } from "@/lib/audit/audit-types.schema";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";

/** What changes the mesh itself (who may use it, what is in it, by which rules), and the verb for each. */
const VERBS = {
  "io.signalbox.asset.registered": "registered",
  "io.signalbox.asset.version.published": "published a new version of",
  "io.signalbox.asset.state.changed": "changed the state of",
  "io.signalbox.domain.added": "added the domain",
  "io.signalbox.domain.changed": "changed the domain",
  "io.signalbox.user.created": "added",
  "io.signalbox.user.disabled": "disabled",
  "io.signalbox.user.enabled": "enabled",
  "io.signalbox.user.role_changed": "changed the role of",
  "io.signalbox.client.created": "added the client",
  "io.signalbox.client.registered": "registered the client",
  "io.signalbox.client.disabled": "disabled the client",
  "io.signalbox.client.enabled": "enabled the client",
  "io.signalbox.client.secret_rotated": "rotated the secret of",
  "io.signalbox.key.rotated": "rotated the signing key",
  "io.signalbox.secret.written": "stored the secret",
  "io.signalbox.secret.removed": "removed the secret",
  "io.signalbox.issuer.trusted": "trusted the issuer",
  "io.signalbox.issuer.distrusted": "no longer trusts the issuer",
} as const satisfies Partial<Record<AuditType, string>>;

/** The types as the audit list's filter takes them. */
export const CHANGE_TYPES: readonly string[] = Object.keys(VERBS).map((type) =>
  type.slice(TYPE_PREFIX.length),
);

/** Who did what to what; names are strangers' text and stay apart from the words. */
export function changeWords(entry: AuditEntrySummary): { who: string; did: string; what: string } {
  const verbs: Readonly<Record<string, string>> = VERBS;
  return {
    who: entry.actorName ?? withoutKind(entry.actor),
    did: verbs[entry.type] ?? "changed",
    what: entry.objectName ?? withoutKind(entry.object),
  };
}

function withoutKind(ref: string): string {
  return ref.slice(ref.indexOf(":") + 1);
}
