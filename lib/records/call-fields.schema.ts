import type { QueryField } from "@/lib/core/query/query-field";
import { COST_LINE_KINDS } from "@/lib/cost/cost-names.schema";
import {
  CALL_DECISIONS,
  CALL_PROTOCOLS,
  CALL_STATUSES,
  DECISION_LABELS,
  PROTOCOL_LABELS,
  STATUS_LABELS,
} from "./call-names.schema";

/** What calls can be narrowed by: read by the API, the address of the screen and its filter bar. */
export const CALL_FIELDS = [
  {
    name: "status",
    label: "Status",
    hint: "How the call stands or ended",
    kind: "choice",
    choices: CALL_STATUSES.map((value) => ({ value, label: STATUS_LABELS[value] })),
  },
  {
    name: "protocol",
    label: "Protocol",
    hint: "What the caller spoke",
    kind: "choice",
    choices: CALL_PROTOCOLS.map((value) => ({ value, label: PROTOCOL_LABELS[value] })),
  },
  {
    name: "decision",
    label: "Decision",
    hint: "What the policies said",
    kind: "choice",
    choices: CALL_DECISIONS.map((value) => ({ value, label: DECISION_LABELS[value] })),
  },
  { name: "callee", label: "Called", hint: "Agent, MCP server or model", kind: "text" },
  { name: "caller", label: "Caller", hint: "Who called, or for whom", kind: "text" },
  { name: "operation", label: "Operation", hint: "Tool, skill or model behind the door", kind: "text" },
  { name: "model", label: "Model", hint: "As the provider names it", kind: "text" },
  { name: "error", label: "Error", hint: "Code of the error", kind: "text" },
  { name: "duration", label: "Duration", hint: "How long it took", kind: "duration" },
  {
    name: "cost",
    label: "Cost",
    hint: "What it cost, or whether it has a price",
    kind: "money",
    choices: COST_LINE_KINDS.map((value) => ({ value, label: value })),
  },
  { name: "from", aliases: ["since"], label: "From", hint: "Begun then or later", kind: "time" },
  { name: "to", aliases: ["until"], label: "Before", hint: "Begun before then", kind: "time" },
  { name: "domain", label: "Domain", hint: "Of what was called", kind: "text" },
  { name: "subject", label: "On behalf of", hint: "Whom the caller acts for", kind: "text" },
  { name: "task", label: "Task", hint: "Task that the call was part of", kind: "text" },
  { name: "currency", label: "Currency", hint: "Of the cost", kind: "text", onlyWanted: true },
  {
    name: "only",
    label: "Only",
    hint: "A value that costs are grouped by, or none: model:x, task",
    kind: "text",
    onlyWanted: true,
  },
  {
    name: "not",
    label: "Without",
    hint: "Values that costs are grouped by",
    kind: "text",
    onlyWanted: true,
  },
] as const satisfies readonly QueryField[];

export type CallFieldName = (typeof CALL_FIELDS)[number]["name"];
