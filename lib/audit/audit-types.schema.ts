/**
 * Every type of entry that the mesh writes. An entry of a type that is not listed here does not compile, and neither does a type for which the console has no sentence: so nothing goes on record
 * that nobody can read.
 */
export const AUDIT_TYPES = [
  "io.signalbox.call.admitted",
  "io.signalbox.call.denied",
  "io.signalbox.call.held",
  "io.signalbox.call.completed",
  "io.signalbox.call.failed",
  "io.signalbox.call.cancelled",
  "io.signalbox.call.outcome_unknown",
  "io.signalbox.guard.noted",
  "io.signalbox.guard.rejected",
  "io.signalbox.push.delivered",
  "io.signalbox.push.disabled",
  "io.signalbox.authentication.refused",
  "io.signalbox.badge.issued",
  "io.signalbox.badge.revoked",
  "io.signalbox.authorization.revoked",
  "io.signalbox.consent.given",
  "io.signalbox.consent.refused",
  "io.signalbox.consent.withdrawn",
  "io.signalbox.client.created",
  "io.signalbox.client.registered",
  "io.signalbox.client.disabled",
  "io.signalbox.client.enabled",
  "io.signalbox.client.badges_revoked",
  "io.signalbox.client.secret_rotated",
  "io.signalbox.client.keys_replaced",
  "io.signalbox.client.authentication_refused",
  "io.signalbox.user.created",
  "io.signalbox.user.disabled",
  "io.signalbox.user.enabled",
  "io.signalbox.user.role_changed",
  "io.signalbox.user.link_created",
  "io.signalbox.user.password_changed",
  "io.signalbox.user.signed_in",
  "io.signalbox.user.signed_out",
  "io.signalbox.user.session_revoked",
  "io.signalbox.key.created",
  "io.signalbox.key.rotated",
  "io.signalbox.secret.written",
  "io.signalbox.secret.removed",
  "io.signalbox.issuer.trusted",
  "io.signalbox.issuer.distrusted",
  "io.signalbox.domain.added",
  "io.signalbox.domain.changed",
  "io.signalbox.asset.registered",
  "io.signalbox.asset.version.published",
  "io.signalbox.asset.version.stored",
  "io.signalbox.asset.described",
  "io.signalbox.asset.state.changed",
  "io.signalbox.change.proposed",
  "io.signalbox.change.edited",
  "io.signalbox.change.submitted",
  "io.signalbox.change.commented",
  "io.signalbox.change.comment_resolved",
  "io.signalbox.change.approved",
  "io.signalbox.change.changes_requested",
  "io.signalbox.change.reviewed",
  "io.signalbox.change.withdrawn",
  "io.signalbox.change.scheduled",
  "io.signalbox.change.canary_started",
  "io.signalbox.change.canary_ended",
  "io.signalbox.change.applied",
  "io.signalbox.change.not_applied",
  "io.signalbox.change.glass_broken",
  "io.signalbox.change.reverted",
  "io.signalbox.change.not_reverted",
  "io.signalbox.review.delegated",
  "io.signalbox.review.delegation_ended",
  "io.signalbox.budget.share_reached",
  "io.signalbox.taxonomy.imported",
  "io.signalbox.asset.label.set",
  "io.signalbox.asset.label.removed",
  "io.signalbox.suite.result_recorded",
  "io.signalbox.certificate.issued",
  "io.signalbox.certificate.suspended",
  "io.signalbox.audit.export-started",
  "io.signalbox.audit.exported",
] as const;
export type AuditType = (typeof AUDIT_TYPES)[number];

export const TYPE_PREFIX = "io.signalbox.";

/** What entries are about: the first word of their type, in the order in which people look for them. */
export const AUDIT_AREAS = [
  "call",
  "guard",
  "push",
  "authentication",
  "badge",
  "authorization",
  "consent",
  "client",
  "user",
  "key",
  "secret",
  "issuer",
  "domain",
  "asset",
  "suite",
  "certificate",
  "change",
  "review",
  "budget",
  "taxonomy",
  "audit",
] as const;
export type AuditArea = (typeof AUDIT_AREAS)[number];

/** How it ended, in four words. */
export const AUDIT_RESULTS = ["done", "refused", "held", "failed"] as const;
export type AuditResult = (typeof AUDIT_RESULTS)[number];

/** Kinds of actors, as they stand before the colon. */
export const ACTOR_KINDS = ["user", "service", "agent", "client", "guard", "mesh", "anonymous"] as const;

/** Kinds of objects, as they stand before the colon. */
export const OBJECT_KINDS = [
  "agent",
  "mcp-server",
  "model",
  "api",
  "stream",
  "workflow",
  "prompt",
  "policy",
  "review-rule",
  "change",
  "dataset",
  "golden-examples",
  "suite",
  "price-table",
  "budget",
  "limit",
  "domain",
  "user",
  "client",
  "service",
  "badge",
  "authorization",
  "key",
  "secret",
  "issuer",
  "taxonomy",
  "audit-log",
  "mesh",
] as const;

/** The types by which an entry counts as something other than done. */
export const TYPES_OF_RESULT = {
  refused: [
    "io.signalbox.call.denied",
    "io.signalbox.guard.rejected",
    "io.signalbox.authentication.refused",
    "io.signalbox.client.authentication_refused",
    "io.signalbox.consent.refused",
  ],
  held: ["io.signalbox.call.held"],
  failed: [
    "io.signalbox.call.failed",
    "io.signalbox.call.cancelled",
    "io.signalbox.call.outcome_unknown",
    "io.signalbox.push.disabled",
    "io.signalbox.change.not_applied",
    "io.signalbox.change.not_reverted",
  ],
} as const satisfies Record<Exclude<AuditResult, "done">, readonly AuditType[]>;

/** The outcome that means a refusal whatever the type, such as a sign-in with a wrong password. */
export const REFUSED_OUTCOME = "denied";

/** How an entry ended. */
export function resultOf(type: string, outcome: string): AuditResult {
  if (outcome === REFUSED_OUTCOME) return "refused";
  for (const result of ["refused", "held", "failed"] as const) {
    if ((TYPES_OF_RESULT[result] as readonly string[]).includes(type)) return result;
  }
  return "done";
}
