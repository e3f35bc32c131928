import { type AuditType, TYPE_PREFIX } from "@/lib/audit/audit-types.schema";

/** What changes the mesh itself: who may use it, what is in it, by which rules. */
const TYPES = [
  "io.signalbox.asset.registered",
  "io.signalbox.asset.version.published",
  "io.signalbox.asset.state.changed",
  "io.signalbox.domain.added",
  "io.signalbox.domain.changed",
  "io.signalbox.user.created",
  "io.signalbox.user.disabled",
  "io.signalbox.user.enabled",
  "io.signalbox.user.role_changed",
  "io.signalbox.client.created",
  "io.signalbox.client.registered",
  "io.signalbox.client.disabled",
  "io.signalbox.client.enabled",
  "io.signalbox.client.secret_rotated",
  "io.signalbox.key.rotated",
  "io.signalbox.secret.written",
  "io.signalbox.secret.removed",
  "io.signalbox.issuer.trusted",
  "io.signalbox.issuer.distrusted",
] as const satisfies readonly AuditType[];

/** The types as the audit list's filter takes them. */
export const CHANGE_TYPES: readonly string[] = TYPES.map((type) => type.slice(TYPE_PREFIX.length));
