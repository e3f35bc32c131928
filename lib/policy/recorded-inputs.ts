import { z } from "zod";
import type { DecisionInputs } from "./decide-chain";
import { ACTIONS, type CedarValue, type Decision } from "./decision";

/** What goes on record of a decision, so that it can be explained and made again under other policies. */
export interface RecordedInputs extends DecisionInputs {
  /** What the policies said. The call itself can be refused on other grounds: its badge, its limits, its protocol. */
  effect: Decision["effect"];
  /** Where the labels of the task stand, when no policy in force read them and so nobody looked: `context.labels` is empty then, whatever the task had met. */
  labelScope?: string;
  /** Code of the refusal that stood behind a denial by policy. */
  besides?: string;
}

const value = z.custom<CedarValue>((given) => given !== null && given !== undefined);
const attributes = z.record(z.string(), value);
const PRINCIPALS = ["Agent", "Service", "User"] as const;
const RESOURCES = ["Agent", "McpServer", "Tool", "Model"] as const;

/** What stands in `calls.inputs`. Strict on purpose: what is not understood is not replayed. */
export const recordedInputs = z.object({
  action: z.enum(ACTIONS),
  principals: z
    .array(z.object({ type: z.enum(PRINCIPALS), id: z.string(), attrs: attributes.nullable() }))
    .min(1),
  resource: z.object({ type: z.enum(RESOURCES), id: z.string(), attrs: attributes.nullable() }),
  context: attributes,
  effect: z.enum(["allow", "deny", "hold"]),
  labelScope: z.string().optional(),
  besides: z.string().optional(),
});

export type ReadInputs = z.infer<typeof recordedInputs>;
