import type { QueryField } from "@/lib/core/query/query-field";
import {
  ACTOR_KINDS,
  AUDIT_AREAS,
  AUDIT_RESULTS,
  AUDIT_TYPES,
  type AuditArea,
  OBJECT_KINDS,
  TYPE_PREFIX,
} from "../audit-types.schema";

const AREA_LABELS = {
  call: "Calls",
  guard: "Guards",
  push: "Push notifications",
  authentication: "Refused badges",
  badge: "Badges",
  authorization: "Authorisations",
  consent: "Consent",
  client: "Clients",
  user: "People",
  key: "Signing keys",
  secret: "Secrets",
  issuer: "Identity providers",
  domain: "Domains",
  asset: "Catalog",
  suite: "Evaluation suites",
  certificate: "Certificates",
  change: "Changes",
  review: "Reviews",
  budget: "Budgets",
  taxonomy: "Vocabulary",
  audit: "This log",
} as const satisfies Record<AuditArea, string>;

const KIND_LABELS: Record<string, string> = {
  user: "Person",
  service: "Service",
  agent: "Agent",
  client: "Client",
  guard: "Guard",
  mesh: "The mesh itself",
  anonymous: "Nobody known",
  "mcp-server": "MCP server",
  model: "Model",
  policy: "Policy",
  "review-rule": "Review rule",
  change: "Change",
  api: "API",
  stream: "Stream",
  workflow: "Workflow",
  prompt: "Prompt",
  dataset: "Dataset",
  "golden-examples": "Golden examples",
  suite: "Evaluation suite",
  "price-table": "Price table",
  budget: "Budget",
  limit: "Limit",
  domain: "Domain",
  badge: "Badge",
  authorization: "Authorisation",
  key: "Signing key",
  secret: "Secret",
  issuer: "Identity provider",
  taxonomy: "Vocabulary",
  "audit-log": "This log",
};

/** What the list of audit entries can be asked for. */
export const AUDIT_FIELDS = [
  {
    name: "area",
    label: "Area",
    hint: "what the entries are about",
    kind: "choice",
    choices: AUDIT_AREAS.map((value) => ({ value, label: AREA_LABELS[value] })),
    onlyWanted: true,
  },
  {
    name: "type",
    label: "Type",
    hint: "exactly what happened",
    kind: "choice",
    choices: AUDIT_TYPES.map((type) => type.slice(TYPE_PREFIX.length)).map((value) => ({
      value,
      label: value,
    })),
    onlyWanted: true,
  },
  {
    name: "result",
    label: "Result",
    hint: "how it ended",
    kind: "choice",
    choices: AUDIT_RESULTS.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
    onlyWanted: true,
  },
  { name: "outcome", label: "Outcome", hint: "ok, or an error code", kind: "text", onlyWanted: true },
  { name: "actor", label: "Actor", hint: "who, as kind:id", kind: "text", onlyWanted: true },
  {
    name: "by",
    label: "By",
    hint: "kind of actor",
    kind: "choice",
    choices: ACTOR_KINDS.map((value) => ({ value, label: kindLabel(value) })),
    onlyWanted: true,
  },
  { name: "object", label: "Object", hint: "to what, as kind:name", kind: "text", onlyWanted: true },
  {
    name: "about",
    label: "About",
    hint: "kind of object",
    kind: "choice",
    choices: OBJECT_KINDS.map((value) => ({ value, label: kindLabel(value) })),
    onlyWanted: true,
  },
  { name: "call", label: "Call", hint: "id of a call", kind: "text", onlyWanted: true },
  { name: "trace", label: "Trace", hint: "id of a trace: all its calls", kind: "text", onlyWanted: true },
  { name: "since", label: "Since", hint: "24h, 7d or a date", kind: "time" },
  { name: "until", label: "Until", hint: "24h, 7d or a date", kind: "time" },
] as const satisfies readonly QueryField[];
export type AuditFieldName = (typeof AUDIT_FIELDS)[number]["name"];

/** A kind of actor or object in words. */
export function kindLabel(kind: string): string {
  return KIND_LABELS[kind] ?? kind;
}
