import { callDuration, callsTotal } from "@/lib/telemetry/metrics";
import type { OpenCall } from "./open-call";

/** Counts one ended call. Labels are few and known: names that callers choose would make one series each. */
export function countCall(call: OpenCall, status: string, code: string | null, durationUs?: number): void {
  callsTotal.inc({ protocol: call.intent.protocol, status, code: code ?? "ok" });
  if (durationUs !== undefined) callDuration.observe({ protocol: call.intent.protocol }, durationUs / 1e6);
}
