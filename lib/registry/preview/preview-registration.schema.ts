import { z } from "zod";
import { agentSpec } from "../kinds/agent";
import { mcpServerSpec } from "../kinds/mcp-server";
import { modelSpec } from "../kinds/model";
import { suggestedTerms } from "../taxonomy/suggested-terms.schema";

const url = z.url().max(2000);

/** What is looked at. Credentials are named, never given. */
export const previewRegistrationInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("agent"), url, auth: agentSpec.shape.auth.default({ type: "badge" }) }),
  z.object({ kind: z.literal("mcp-server"), url, auth: mcpServerSpec.shape.auth.default({ type: "none" }) }),
  z.object({
    kind: z.literal("model"),
    url,
    auth: modelSpec.shape.auth.default({ type: "none" }),
    api: modelSpec.shape.api,
    model: modelSpec.shape.upstreamModel,
  }),
]);

/** One thing that was looked at, and what came of it. `value` is a stranger's text. */
export const previewLine = z.object({
  state: z.enum(["ok", "warning", "error"]),
  field: z.string(),
  value: z.string(),
  message: z.string(),
});
export type PreviewLine = z.infer<typeof previewLine>;

export const previewRegistrationOutput = z.object({
  lines: z.array(previewLine),
  /** False when a line is an error. */
  usable: z.boolean(),
  /** What the asset would be called and found by, from what it says of itself. */
  suggested: z.object({ name: z.string(), title: z.string(), description: z.string() }),
  /** Terms of the vocabulary that its own words speak for; none for a model. */
  terms: suggestedTerms,
  /** What it would be as a version; null when it cannot be registered. */
  spec: z.unknown(),
});
export type PreviewRegistrationOutput = z.infer<typeof previewRegistrationOutput>;
