import { z } from "zod";
import { innerName, jsonSchema } from "./json-schema";
import { assetReference } from "./reference";

/** Steps that are taken in the order in which they need each other. */
export const workflowSpec = z.strictObject({
  /** What a run is given. */
  input: jsonSchema.optional(),
  steps: z
    .array(
      z.strictObject({
        id: innerName,
        title: z.string().max(200).optional(),
        /** The agent, MCP server, model, API or other workflow that does it; or `person` for a step that waits for somebody. */
        uses: z.union([z.literal("person"), assetReference]),
        /** The tool, skill or operation of what is used. */
        operation: z.string().min(1).max(300).optional(),
        /** Steps that must be done before. */
        needs: z.array(innerName).max(50).optional(),
        /** What the step is given. A text may name results of other steps as `{{steps.<id>}}` and the run's own input as `{{input}}`. */
        with: z.record(z.string().max(200), z.unknown()).optional(),
        /** Seconds after which the step has failed. */
        timeoutSeconds: z.number().int().min(1).max(2_592_000).optional(),
        /** How often a failed step is tried again. */
        retries: z.number().int().min(0).max(20).optional(),
      }),
    )
    .min(1)
    .max(200),
});

export type WorkflowSpec = z.infer<typeof workflowSpec>;
