import { setTimeout as pause } from "node:timers/promises";
import type { ElicitRequestFormParams } from "@modelcontextprotocol/server";
import { DEFAULTS_FORM, ENUMS_FORM } from "./forms";
import { type ConformanceTool, form, text } from "./tool";

const STEP_MS = 50;
/** How long the client is left without a stream before the result comes. */
const RECONNECT_MS = 100;

/** Tools that turn to the client in the middle of a call, as only the revisions with sessions can. */
export const sessionTools: readonly ConformanceTool[] = [
  {
    name: "test_tool_with_logging",
    description: "Logs three times while it runs.",
    era: "session",
    async run(_args, { mcpReq }) {
      for (const said of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
        await mcpReq.log("info", said);
        await pause(STEP_MS);
      }
      return text("Logged three times.");
    },
  },
  {
    name: "test_sampling",
    description: "Asks the client's model.",
    era: "session",
    inputSchema: form({ prompt: { type: "string", description: "What the model is asked" } }),
    async run(args, { mcpReq }) {
      const { content } = await mcpReq.requestSampling({
        messages: [{ role: "user", content: { type: "text", text: String(args.prompt) } }],
        maxTokens: 100,
      });
      const [first] = [content].flat();
      return text(`LLM response: ${first?.type === "text" ? first.text : "no text"}`);
    },
  },
  {
    name: "test_elicitation",
    description: "Asks the client's user for a name and an address.",
    era: "session",
    inputSchema: form({ message: { type: "string", description: "What the user is told" } }),
    run: (args, ctx) =>
      asked(ctx, "User response", String(args.message), {
        type: "object",
        properties: {
          username: { type: "string", description: "The user's name" },
          email: { type: "string", description: "The user's address" },
        },
        required: ["username", "email"],
      }),
  },
  {
    name: "test_elicitation_sep1034_defaults",
    description: "Asks with a form whose fields have defaults.",
    era: "session",
    run: (_args, ctx) => asked(ctx, "Elicitation completed", "Please look through the form.", DEFAULTS_FORM),
  },
  {
    name: "test_elicitation_sep1330_enums",
    description: "Asks with a form that has every kind of choice.",
    era: "session",
    run: (_args, ctx) => asked(ctx, "Elicitation completed", "Please choose.", ENUMS_FORM),
  },
  {
    name: "test_list_roots",
    description: "Asks the client which folders it works in.",
    era: "session",
    async run(_args, { mcpReq }) {
      const { roots } = await mcpReq.send({ method: "roots/list" });
      return text(`Roots: ${roots.map(({ uri }) => uri).join(", ")}`);
    },
  },
  {
    name: "test_reconnection",
    description: "Closes the stream of its own call and answers once the client is back.",
    era: "session",
    async run(_args, { http }) {
      http?.closeSSE?.();
      await pause(RECONNECT_MS);
      return text("Answered on a stream that was resumed.");
    },
  },
];

type Asking = Parameters<ConformanceTool["run"]>[1];

async function asked(
  { mcpReq }: Asking,
  label: string,
  message: string,
  requestedSchema: ElicitRequestFormParams["requestedSchema"],
) {
  const { action, content } = await mcpReq.elicitInput({ mode: "form", message, requestedSchema });
  return text(`${label}: action=${action}, content=${JSON.stringify(content ?? {})}`);
}
