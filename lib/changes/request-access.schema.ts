import { z } from "zod";
import { changeAnswer, reason } from "./change-answer.schema";

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

export const requestAccessInput = z.object({
  kind: z.enum(["agent", "mcp-server", "model"]).describe("What is to be used."),
  name: name.describe("Its name on the mesh."),
  operations: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(50)
    .optional()
    .describe("Tools of an MCP server; all of its tools when missing."),
  reason: reason.describe("What it is needed for. The owner reads it and decides by it."),
  days: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe("After so many days the access ends by itself."),
  agent: name.optional().describe("For people: the agent that is to get the access."),
});
export type AccessRequest = z.output<typeof requestAccessInput>;

export const requestAccessOutput = changeAnswer.extend({
  /** The policy that the change would put in force. */
  policy: z.object({ name: z.string(), domain: z.string(), text: z.string() }),
  /** When the access would end. */
  expiresAt: z.iso.datetime(),
});
