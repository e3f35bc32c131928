import { z } from "zod";
import { innerName, jsonSchema } from "./json-schema";
import { assetReference, nameReference } from "./reference";

const text = z.string().min(1).max(10_000);
const named = { name: innerName };

/** One thing that is looked at in an answer. */
const check = z.discriminatedUnion("type", [
  /** The answer equals what the example expects. */
  z.strictObject({ type: z.literal("equals"), ...named }),
  z.strictObject({ type: z.literal("contains"), ...named, text }),
  z.strictObject({ type: z.literal("excludes"), ...named, text }),
  /** The answer is JSON that fits. */
  z.strictObject({ type: z.literal("fits"), ...named, schema: jsonSchema }),
  z.strictObject({ type: z.literal("calls-tool"), ...named, tool: z.string().min(1).max(400) }),
  z.strictObject({ type: z.literal("never-calls-tool"), ...named, tool: z.string().min(1).max(400) }),
  z.strictObject({
    type: z.literal("within"),
    ...named,
    milliseconds: z.number().int().min(1).max(3_600_000),
  }),
  /** A model says how good the answer is, from 0 to 1. */
  z.strictObject({
    type: z.literal("judged"),
    ...named,
    model: nameReference,
    prompt: nameReference,
    atLeast: z.number().min(0).max(1),
  }),
]);

/** Cases, what is looked at in each, and how many must pass. */
export const suiteSpec = z.strictObject({
  /** `dataset/...` or `golden-examples/...`. */
  cases: assetReference,
  /** Only the items of this split. */
  split: innerName.optional(),
  checks: z.array(check).min(1).max(50),
  /** Share of the cases that must pass every check, from 0 to 1. */
  passAt: z.number().min(0).max(1),
  /** How often each case is run. */
  runs: z.number().int().min(1).max(100).optional(),
});

export type SuiteSpec = z.infer<typeof suiteSpec>;
