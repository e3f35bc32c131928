import { type AuditType, TYPE_PREFIX } from "@/lib/audit/audit-types.schema";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { formatCost } from "@/lib/cost/format-cost";
import { formatCounted } from "../format/format-count";
import { formatDuration } from "../format/format-duration";
import { partyOf } from "./party-of";

/** What a type says: the words between who and what, and what follows. `{}` stands for the object. */
interface Telling {
  words: string;
  detail?: string | undefined;
}
/** Of an entry, what its sentence is made of. */
export type Entry = Pick<
  AuditEntrySummary,
  "type" | "actor" | "actorName" | "role" | "object" | "objectName" | "outcome" | "details"
>;

/** What happened, in words. */
export function tellingOf(entry: Entry): Telling {
  const tell = TELLINGS[entry.type as AuditType];
  // A type of a later version of the mesh: its own words say more than none.
  if (!tell) return { words: `${entry.type.replace(TYPE_PREFIX, "").replaceAll(/[._-]/g, " ")}: {}` };
  return tell(entry);
}

const word = (text: unknown): string => String(text ?? "").replaceAll("_", " ");
const error = ({ outcome }: Entry): string => (outcome === "ok" || outcome === "allow" ? "" : outcome);
const operation = ({ details, object }: Entry): string | undefined =>
  details.operation && details.operation !== partyOf(object).id ? String(details.operation) : undefined;
const joined = (...parts: (string | undefined)[]): string | undefined =>
  parts.filter((part) => part).join(" · ") || undefined;

/** One for each type, held by the compiler. */
const TELLINGS: Record<AuditType, (entry: Entry) => Telling> = {
  "io.signalbox.call.admitted": (entry) => ({ words: "was allowed to call {}", detail: operation(entry) }),
  "io.signalbox.call.denied": (entry) => ({
    words: "was not allowed to call {}",
    detail: joined(operation(entry), error(entry)),
  }),
  "io.signalbox.call.held": (entry) => ({
    words: "has to wait for approval to call {}",
    detail: operation(entry),
  }),
  "io.signalbox.call.completed": ({ details }) => ({
    words: "called {}",
    detail: joined(
      typeof details.duration_us === "number" ? formatDuration(details.duration_us) : undefined,
      details.cost && details.currency
        ? formatCost(String(details.cost), String(details.currency))
        : undefined,
    ),
  }),
  "io.signalbox.call.failed": (entry) => ({ words: "called {}, which failed", detail: error(entry) }),
  "io.signalbox.call.cancelled": () => ({ words: "cancelled a call of {}" }),
  "io.signalbox.call.outcome_unknown": () => ({ words: "called {}; how it ended is not known" }),
  "io.signalbox.guard.noted": ({ details }) => ({
    words: `noted something in the ${side(details.direction)} {}`,
    detail: text(details.text),
  }),
  "io.signalbox.guard.rejected": ({ details }) => ({
    words: `refused the ${side(details.direction)} {}`,
    detail: text(details.text),
  }),
  "io.signalbox.push.delivered": () => ({ words: "told {} how its task goes" }),
  "io.signalbox.push.disabled": (entry) => ({
    words: "gave up telling {} how its task goes",
    detail: error(entry),
  }),
  "io.signalbox.authentication.refused": ({ details }) => ({
    words: "was turned away at the gateway",
    detail: text(details.code),
  }),
  "io.signalbox.badge.issued": ({ details }) => ({
    words: "was issued {}",
    detail: details.grantType ? word(details.grantType) : undefined,
  }),
  "io.signalbox.badge.revoked": () => ({ words: "revoked {}" }),
  "io.signalbox.authorization.revoked": ({ details }) => ({
    words: "ended {}",
    detail: word(details.reason),
  }),
  "io.signalbox.consent.given": () => ({ words: "let {} act for them" }),
  "io.signalbox.consent.refused": () => ({ words: "refused to let {} act for them" }),
  "io.signalbox.consent.withdrawn": () => ({ words: "no longer lets {} act for them" }),
  "io.signalbox.client.created": ({ details }) => ({ words: "added {}", detail: text(details.kind) }),
  "io.signalbox.client.registered": () => ({ words: "registered an app as {}" }),
  "io.signalbox.client.disabled": () => ({ words: "shut {} out" }),
  "io.signalbox.client.enabled": () => ({ words: "let {} in again" }),
  "io.signalbox.client.badges_revoked": () => ({ words: "revoked every badge of {}" }),
  "io.signalbox.client.secret_rotated": () => ({ words: "replaced the secret of {}" }),
  "io.signalbox.client.keys_replaced": () => ({ words: "replaced the keys of {}" }),
  "io.signalbox.client.authentication_refused": ({ details }) => ({
    words: "could not prove to be {}",
    detail: text(details.reason),
  }),
  "io.signalbox.user.created": ({ details }) => ({
    words: "added {}",
    detail: details.role ? `as ${details.role}` : undefined,
  }),
  "io.signalbox.user.disabled": () => ({ words: "shut {} out" }),
  "io.signalbox.user.enabled": () => ({ words: "let {} in again" }),
  "io.signalbox.user.role_changed": ({ details }) => ({
    words: "changed the role of {}",
    detail: `from ${details.from} to ${details.role}`,
  }),
  "io.signalbox.user.link_created": () => ({ words: "made a sign-in link for {}" }),
  "io.signalbox.user.password_changed": () => ({ words: "changed their own password" }),
  "io.signalbox.user.signed_in": ({ details, outcome }) =>
    outcome === "ok"
      ? { words: "signed in", detail: details.method ? `by ${word(details.method)}` : undefined }
      : { words: "tried in vain to sign in as {}", detail: text(details.email) },
  "io.signalbox.user.signed_out": () => ({ words: "signed out" }),
  "io.signalbox.user.session_revoked": ({ details }) => ({
    words: `ended ${formatCounted(Number(details.sessions ?? 1), "session")} of their own`,
  }),
  "io.signalbox.key.created": ({ details }) => ({
    words: "made {}",
    detail: details.purpose ? `for ${details.purpose}` : undefined,
  }),
  "io.signalbox.key.rotated": ({ details }) => ({
    words:
      details.compromised === true
        ? "put {} in place of a compromised one"
        : "put {} in place of the old one",
    detail: details.purpose ? `for ${details.purpose}` : undefined,
  }),
  "io.signalbox.secret.written": () => ({ words: "stored {}" }),
  "io.signalbox.secret.removed": () => ({ words: "removed {}" }),
  "io.signalbox.issuer.trusted": () => ({ words: "began to trust {}" }),
  "io.signalbox.issuer.distrusted": () => ({ words: "stopped trusting {}" }),
  "io.signalbox.domain.added": () => ({ words: "added {}" }),
  "io.signalbox.domain.changed": () => ({ words: "changed {}" }),
  "io.signalbox.asset.registered": () => ({ words: "registered {}" }),
  "io.signalbox.asset.version.published": ({ details }) => ({
    words: `put version ${details.version} of {} in force`,
    detail: details.replaces ? `instead of version ${details.replaces}` : undefined,
  }),
  "io.signalbox.asset.described": () => ({ words: "described {} anew" }),
  "io.signalbox.taxonomy.imported": ({ details }) => ({
    words: "imported {}",
    detail: details.terms ? formatCounted(Number(details.terms), "term") : undefined,
  }),
  "io.signalbox.budget.share_reached": ({ details }) => ({
    words: `saw ${details.text ?? "a share"} of {} spent`,
    detail:
      details.cost && details.currency
        ? formatCost(String(details.cost), String(details.currency))
        : undefined,
  }),
  "io.signalbox.asset.version.stored": ({ details }) => ({
    words: `stored version ${details.version} of {} beside the one in force`,
  }),
  "io.signalbox.suite.result_recorded": ({ details }) => ({
    words: `recorded that {} ${details.verdict === "passed" ? "passed" : "did not pass"} a suite`,
    detail: text(details.text),
  }),
  "io.signalbox.certificate.issued": () => ({ words: "certified {}" }),
  "io.signalbox.certificate.suspended": ({ details }) => ({
    words: "suspended the certificate of {}",
    detail: text(details.reason),
  }),
  "io.signalbox.asset.label.set": ({ details }) => ({
    words: `pointed the label ${details.label} of {} at version ${details.version}`,
    detail: details.before ? `instead of version ${details.before}` : text(details.reason),
  }),
  "io.signalbox.asset.label.removed": ({ details }) => ({
    words: `took the label ${details.label} from {}`,
    detail: text(details.reason),
  }),
  "io.signalbox.asset.state.changed": ({ details }) => ({
    words: stateWords(details),
    detail: text(details.reason),
  }),
  "io.signalbox.change.proposed": ({ details }) => ({ words: "wrote {}", detail: text(details.title) }),
  "io.signalbox.change.edited": ({ details }) => ({ words: "edited {}", detail: text(details.title) }),
  "io.signalbox.change.submitted": ({ details }) => ({
    words: "asked for a review of {}",
    detail: text(details.title),
  }),
  "io.signalbox.change.commented": ({ details }) => ({
    words: "commented on {}",
    detail: text(details.title),
  }),
  "io.signalbox.change.comment_resolved": ({ details }) => ({
    words: "marked a comment on {} as dealt with",
    detail: text(details.title),
  }),
  "io.signalbox.change.approved": ({ details }) => ({
    words: `approved {}${withComments(details)}`,
    detail: text(details.title),
  }),
  "io.signalbox.change.changes_requested": ({ details }) => ({
    words: `asked for another form of {}${withComments(details)}`,
    detail: joined(text(details.title), text(details.note)),
  }),
  "io.signalbox.change.reviewed": ({ details }) => ({
    words: `reviewed {}${withComments(details)}`,
    detail: joined(text(details.title), text(details.note)),
  }),
  "io.signalbox.change.withdrawn": ({ details }) => ({ words: "withdrew {}", detail: text(details.title) }),
  "io.signalbox.change.scheduled": ({ details }) => ({
    words: "set a time for {}",
    detail: text(details.title),
  }),
  "io.signalbox.change.canary_started": ({ details }) => ({
    words: `put {} in force for ${details.share} % of the calls`,
    detail: text(details.title),
  }),
  "io.signalbox.change.canary_ended": ({ details }) => ({
    words: "took {} back from its share of the calls",
    detail: joined(text(details.title), text(details.reason)),
  }),
  "io.signalbox.change.applied": ({ details }) => ({ words: "put {} in force", detail: text(details.title) }),
  "io.signalbox.change.not_applied": ({ details }) => ({
    words: "could not put {} in force at its time",
    detail: text(details.reason),
  }),
  "io.signalbox.change.glass_broken": ({ details }) => ({
    words: "put {} in force without a review, in an emergency",
    detail: text(details.reason),
  }),
  "io.signalbox.change.reverted": ({ details }) => ({
    words: "took {} back",
    detail: text(details.reason),
  }),
  "io.signalbox.change.not_reverted": ({ details }) => ({
    words: "could not take {} back, which nobody has reviewed in time",
    detail: text(details.reason),
  }),
  "io.signalbox.review.delegated": () => ({ words: "lent the right to review to {}" }),
  "io.signalbox.review.delegation_ended": () => ({ words: "took a lent right to review back" }),
  "io.signalbox.audit.export-started": () => ({ words: "began to export {}" }),
  "io.signalbox.audit.exported": ({ details }) => ({
    words: `exported ${formatCounted(Number(details.count ?? 0), "entry", "entries")} of {}`,
  }),
};

function withComments({ comments }: Entry["details"]): string {
  return comments === undefined ? "" : ` with ${formatCounted(Number(comments), "comment")}`;
}

function stateWords(details: Entry["details"]): string {
  if (details.suspended === true) return "took {} out of traffic";
  if (details.suspended === false) return "put {} back into traffic";
  if (details.certified === true) return "certified {}";
  if (details.certified === false) return "took the certification from {}";
  return details.lifecycle ? `set the lifecycle of {} to ${details.lifecycle}` : "changed the state of {}";
}

function side(direction: unknown): string {
  return direction === "response" ? "answer of" : "request to";
}

function text(value: unknown): string | undefined {
  return value === undefined || value === "" ? undefined : String(value);
}
