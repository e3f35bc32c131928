import { z } from "zod";
import { type Pass, passHeaders } from "./badge";
import type { Settings } from "./settings";
import type { Refusal, Toolbox } from "./toolbox";

const MAX_TURNS = 12;
const INSTRUCTIONS =
  "You are a CRM specialist. Work only on the customer you are asked about. Use the tools; answer from what they say.";

const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.looseObject({
          content: z.string().nullish(),
          tool_calls: z
            .array(
              z.looseObject({
                id: z.string(),
                function: z.object({ name: z.string(), arguments: z.string() }),
              }),
            )
            .optional(),
        }),
      }),
    )
    .min(1),
});

export interface Conversation {
  answer: string;
  /** Tools that were used, in order. */
  used: string[];
  refusals: Refusal[];
}

/**
 * Lets the model work on a request with the tools until it answers. What a tool refuses goes back to the model as its result, and on to whoever asked.
 * @throws Error when the model endpoint fails or does not come to an end
 */
export async function converse(
  settings: Settings,
  pass: Pass,
  toolbox: Toolbox,
  request: string,
  progress: (step: string) => void,
  signal: AbortSignal,
): Promise<Conversation> {
  const messages: unknown[] = [
    { role: "system", content: INSTRUCTIONS },
    { role: "user", content: request },
  ];
  const used: string[] = [];
  const refusals: Refusal[] = [];
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const message = await askModel(settings, pass, messages, toolbox.definitions, signal);
    if (!message.tool_calls?.length) return { answer: message.content ?? "", used, refusals };
    messages.push(message);
    for (const call of message.tool_calls) {
      progress(`Using ${call.function.name}`);
      const args = z.record(z.string(), z.unknown()).parse(JSON.parse(call.function.arguments || "{}"));
      const outcome = await toolbox.use(call.function.name, args);
      used.push(call.function.name);
      if (outcome.refusal) refusals.push(outcome.refusal);
      messages.push({ role: "tool", tool_call_id: call.id, content: outcome.text });
    }
  }
  throw new Error(`the model did not come to an answer in ${MAX_TURNS} turns`);
}

async function askModel(
  settings: Settings,
  pass: Pass,
  messages: readonly unknown[],
  tools: Toolbox["definitions"],
  signal: AbortSignal,
) {
  const response = await fetch(new URL("/v1/chat/completions", settings.MESH_URL), {
    method: "POST",
    headers: { ...passHeaders(pass), "content-type": "application/json" },
    body: JSON.stringify({ model: settings.MODEL, messages, tools }),
    signal,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the model answered ${response.status}: ${text.slice(0, 300)}`);
  const [choice] = completion.parse(JSON.parse(text)).choices;
  if (!choice) throw new Error("the model gave no choice");
  return choice.message;
}
