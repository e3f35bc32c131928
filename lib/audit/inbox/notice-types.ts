import type { AuditType } from "../audit-types.schema";

/** What people who run the mesh are told of when others do it: what changes the rules, the parties or the keys, and what waits or is left open. */
export const NOTICE_TYPES = [
  "io.signalbox.call.held",
  "io.signalbox.call.outcome_unknown",
  "io.signalbox.push.disabled",
  "io.signalbox.client.created",
  "io.signalbox.client.registered",
  "io.signalbox.client.disabled",
  "io.signalbox.client.enabled",
  "io.signalbox.client.secret_rotated",
  "io.signalbox.user.created",
  "io.signalbox.user.disabled",
  "io.signalbox.user.enabled",
  "io.signalbox.user.role_changed",
  "io.signalbox.key.rotated",
  "io.signalbox.issuer.trusted",
  "io.signalbox.issuer.distrusted",
  "io.signalbox.domain.added",
  "io.signalbox.domain.changed",
  "io.signalbox.asset.registered",
  "io.signalbox.asset.version.published",
  "io.signalbox.asset.state.changed",
  "io.signalbox.change.submitted",
  "io.signalbox.change.applied",
  "io.signalbox.change.not_applied",
  "io.signalbox.change.glass_broken",
  "io.signalbox.change.reverted",
  "io.signalbox.change.not_reverted",
  "io.signalbox.budget.share_reached",
  "io.signalbox.audit.exported",
] as const satisfies readonly AuditType[];

/** What those are told of besides who watch a change. */
export const WATCHED_TYPES = [
  "io.signalbox.change.edited",
  "io.signalbox.change.commented",
  "io.signalbox.change.approved",
  "io.signalbox.change.changes_requested",
  "io.signalbox.change.reviewed",
  "io.signalbox.change.scheduled",
  "io.signalbox.change.canary_started",
  "io.signalbox.change.canary_ended",
  "io.signalbox.change.withdrawn",
] as const satisfies readonly AuditType[];
