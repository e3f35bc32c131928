import type { CallFigures } from "@/lib/records/mesh-graph.schema";
import { errorShare } from "./figures";

/** How a part of the mesh does. Each has its colour, its line pattern, its icon and its word. */
export type Health = "healthy" | "errors" | "failing" | "refused" | "idle" | "suspended";

/** From this share of failed calls on, the word is “failing”; from the lower one on, “errors”. */
export const FAILING_FROM = 0.2;
export const ERRORS_FROM = 0.01;
/** From this share of calls that a policy refused on, that is the first thing to say. */
export const REFUSED_FROM = 0.05;

export const HEALTH_WORDS: Record<Health, string> = {
  healthy: "Healthy",
  errors: "Errors",
  failing: "Failing",
  refused: "Refusals",
  idle: "Idle",
  suspended: "Suspended",
};

/** The health of what these figures are about. Errors come before refusals: a refusal is the mesh doing its work. */
export function healthOf(figures: CallFigures | undefined, suspended = false): Health {
  if (suspended) return "suspended";
  if (!figures || figures.calls === 0) return "idle";
  const errors = errorShare(figures);
  if (errors >= FAILING_FROM) return "failing";
  if (errors >= ERRORS_FROM) return "errors";
  return figures.denied / figures.calls >= REFUSED_FROM ? "refused" : "healthy";
}
