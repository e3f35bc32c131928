import { z } from "zod";

/** As far as it is translated; members that are not here are refused or say nothing. */
const text = z.looseObject({ type: z.literal("text"), text: z.string() });
const base64 = z.looseObject({ type: z.literal("base64"), media_type: z.string(), data: z.string() });
const address = z.looseObject({ type: z.literal("url"), url: z.string() });
const other = z.looseObject({ type: z.enum(["file", "text", "content"]), data: z.string().optional() });

const image = z.looseObject({
  type: z.literal("image"),
  source: z.discriminatedUnion("type", [base64, address, other]),
});
const document = z.looseObject({
  type: z.literal("document"),
  source: z.discriminatedUnion("type", [base64, address, other]),
  title: z.string().nullish(),
});

/** Any block of a kind that is not translated. */
const foreign = z.looseObject({ type: z.string() });

const toolResult = z.looseObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: z.union([z.string(), z.array(z.union([text, image, foreign]))]).optional(),
});
const toolUse = z.looseObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.unknown(),
});

const userBlock = z.union([text, image, document, toolResult, foreign]);
const assistantBlock = z.union([text, toolUse, foreign]);

const message = z.discriminatedUnion("role", [
  z.looseObject({ role: z.literal("user"), content: z.union([z.string(), z.array(userBlock)]) }),
  z.looseObject({ role: z.literal("assistant"), content: z.union([z.string(), z.array(assistantBlock)]) }),
  z.looseObject({ role: z.literal("system"), content: z.union([z.string(), z.array(text)]) }),
]);

export const messagesRequest = z.looseObject({
  messages: z.array(message).min(1),
  max_tokens: z.number().int().min(1),
  system: z.union([z.string(), z.array(text)]).optional(),
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.boolean().optional(),
  tools: z
    .array(
      z.looseObject({
        type: z.string().nullish(),
        name: z.string(),
        description: z.string().optional(),
        input_schema: z.record(z.string(), z.unknown()).optional(),
        strict: z.boolean().optional(),
      }),
    )
    .optional(),
  tool_choice: z
    .discriminatedUnion("type", [
      z.looseObject({ type: z.literal("auto"), disable_parallel_tool_use: z.boolean().optional() }),
      z.looseObject({ type: z.literal("any"), disable_parallel_tool_use: z.boolean().optional() }),
      z.looseObject({ type: z.literal("none") }),
      z.looseObject({
        type: z.literal("tool"),
        name: z.string(),
        disable_parallel_tool_use: z.boolean().optional(),
      }),
    ])
    .optional(),
  output_config: z
    .looseObject({
      effort: z.enum(["low", "medium", "high", "xhigh", "max"]).nullish(),
      format: z
        .looseObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.unknown()) })
        .nullish(),
    })
    .optional(),
  thinking: z.looseObject({ type: z.string() }).optional(),
  metadata: z.looseObject({ user_id: z.string().nullish() }).optional(),
});

export type MessagesRequest = z.infer<typeof messagesRequest>;
export type Message = z.infer<typeof message>;
export type UserBlock = z.infer<typeof userBlock>;
export type ImageBlock = z.infer<typeof image>;
export const blocks = { text, image, document, toolResult, toolUse };
