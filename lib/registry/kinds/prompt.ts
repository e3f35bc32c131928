import { z } from "zod";
import { nameReference } from "./reference";

/** As it stands in `{{name}}`. */
export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

const message = z.strictObject({
  role: z.enum(["system", "user", "assistant"]),
  /** Text with `{{variable}}` where a value goes. */
  content: z.string().min(1).max(100_000),
});

/** Stands for the messages of another prompt, which gets the same variables. */
const include = z.strictObject({ include: nameReference });

const value = z.union([z.string().max(100_000), z.number(), z.boolean()]);

/** Messages for a model, with places for values. */
export const promptSpec = z.strictObject({
  messages: z
    .array(z.union([message, include]))
    .min(1)
    .max(100),
  variables: z
    .array(
      z.strictObject({
        name: variableName,
        /** `json` is any value, written as JSON. */
        type: z.enum(["string", "number", "boolean", "json"]),
        description: z.string().max(1000).optional(),
        /** Without a default the value must be given. */
        default: value.optional(),
        /** The only texts that are taken. */
        options: z.array(z.string().max(500)).min(1).max(100).optional(),
      }),
    )
    .max(100)
    .optional(),
  /** Held when a version is written: one whose own tests fail is refused. */
  tests: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        variables: z.record(variableName, z.unknown()).optional(),
        /** Texts that the messages together must contain. */
        contains: z.array(z.string().min(1).max(10_000)).max(50).optional(),
        /** Texts that they must not contain. */
        excludes: z.array(z.string().min(1).max(10_000)).max(50).optional(),
        /** Characters of all messages at most. */
        maxChars: z.number().int().min(1).max(10_000_000).optional(),
      }),
    )
    .max(100)
    .optional(),
});

export type PromptSpec = z.infer<typeof promptSpec>;
export type PromptMessage = z.infer<typeof message>;
