import type { AuditEntryInput } from "@/lib/audit/audit-entry";

/** An entry of the size that a call's outcome has. */
export function benchEntry(nth: number): AuditEntryInput {
  return {
    type: "io.signalbox.call.completed",
    actor: `agent:caller-${nth % 50}`,
    object: `mcp-server:tools-${nth % 20}`,
    outcome: "ok",
    payload: {
      nth,
      method: "tools/call",
      operation: "search_customers",
      policies: ["crm-agents-may-use-crm-tools"],
      policy_version: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      duration_us: 1000 + (nth % 977),
      cost: { amount: "0.000125", currency: "EUR" },
    },
  };
}
