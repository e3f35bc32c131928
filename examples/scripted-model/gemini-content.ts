import { z } from "zod";
import type { Conversation, Reply, Turn } from "./conversation";
import { countInput, countTokens } from "./count-tokens";

const part = z.looseObject({
  text: z.string().optional(),
  functionCall: z
    .looseObject({ name: z.string(), args: z.record(z.string(), z.unknown()).optional() })
    .optional(),
  functionResponse: z
    .looseObject({ name: z.string(), response: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});

/** A request of the Gemini API's `generateContent`, as far as the script looks at it. */
export const generateRequest = z.looseObject({
  contents: z
    .array(z.looseObject({ role: z.enum(["user", "model"]).optional(), parts: z.array(part) }))
    .min(1),
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).optional() }))
    .optional(),
});

export type GenerateRequest = z.infer<typeof generateRequest>;

/** This dialect has no ids for calls of functions: a result belongs to the call of the same name. */
export function contentConversation({ contents, tools }: GenerateRequest): Conversation {
  const turns = contents.flatMap(({ role, parts }): Turn[] => {
    const results = parts.flatMap(({ functionResponse: found }): Turn[] =>
      found
        ? [{ role: "tool", text: JSON.stringify(found.response ?? {}), uses: [], resultOf: found.name }]
        : [],
    );
    const uses = parts.flatMap(({ functionCall: found }) =>
      found ? [{ id: found.name, name: found.name, arguments: found.args ?? {} }] : [],
    );
    const text = textOf(parts);
    const turn: Turn = { role: role === "model" ? "assistant" : "user", text, uses };
    return text || uses.length > 0 ? [...results, turn] : results;
  });
  const names = (tools ?? []).flatMap(({ functionDeclarations = [] }) =>
    functionDeclarations.map(({ name }) => name),
  );
  return { turns, tools: names, maxTokens: undefined };
}

/** The whole answer; a stream of this dialect may be one event of it. */
export function content(request: GenerateRequest, model: string, reply: Reply): Record<string, unknown> {
  const calls = reply.uses.map(({ name, arguments: args }) => ({ functionCall: { name, args } }));
  const parts = reply.text ? [{ text: reply.text }, ...calls] : calls;
  const promptTokenCount = countContent(request);
  const candidatesTokenCount = countTokens(JSON.stringify(parts));
  return {
    candidates: [{ index: 0, content: { role: "model", parts }, finishReason: "STOP" }],
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount,
    },
    modelVersion: `scripted:${model}`,
  };
}

/** Tokens of a request without an answer. */
export function countContent({ contents, tools }: GenerateRequest): number {
  return countInput(
    contents.map(({ parts }) => textOf(parts)),
    tools,
  );
}

function textOf(parts: readonly z.infer<typeof part>[]): string {
  return parts.map(({ text }) => text ?? "").join("");
}
