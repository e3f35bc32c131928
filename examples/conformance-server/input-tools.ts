import {
  acceptedContent,
  inputRequired,
  inputResponse,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { z } from "zod";
import { capabilitiesOf, stateCodec } from "./context";
import { type ConformanceTool, text } from "./tool";

const NAME = z.object({ name: z.string() });
const COLOR = z.object({ color: z.string() });
const OK = z.object({ ok: z.boolean() });

/** Tools whose result asks the client for something before there is an answer (2026-07-28, multi round-trip requests). */
export const inputTools: readonly ConformanceTool[] = [
  tool("elicitation", "Asks for a name.", ({ mcpReq }) => {
    const given = acceptedContent(mcpReq.inputResponses, "user_name", NAME);
    return given ? text(`Hello, ${given.name}!`) : inputRequired({ inputRequests: { user_name: askName() } });
  }),
  tool("sampling", "Asks the client's model.", ({ mcpReq }) => {
    const given = inputResponse(mcpReq.inputResponses, "capital_question");
    return given.kind === "sampling"
      ? text(`The model says: ${JSON.stringify(given.result.content)}`)
      : inputRequired({ inputRequests: { capital_question: sample("What is the capital of France?", 100) } });
  }),
  tool("list_roots", "Asks which folders the client works in.", ({ mcpReq }) => {
    const given = inputResponse(mcpReq.inputResponses, "client_roots");
    return given.kind === "roots"
      ? text(`Roots: ${given.roots.map(({ uri }) => uri).join(", ")}`)
      : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  }),
  tool("request_state", "Confirms with a state of its own.", (ctx) => confirmed(ctx, "state-ok")),
  tool("tampered_state", "Confirms with a state that must come back as it was.", (ctx) =>
    confirmed(ctx, "state accepted"),
  ),
  tool("multiple_inputs", "Asks for three things at once.", async (ctx) => {
    const given = ctx.mcpReq.inputResponses ?? {};
    const requests = {
      user_name: askName(),
      greeting: sample("Generate a greeting", 50),
      client_roots: inputRequired.listRoots(),
    };
    if (Object.keys(requests).every((key) => key in given)) return text("All three were answered.");
    return inputRequired({
      inputRequests: requests,
      requestState: await stateCodec.mint({ step: "all" }, ctx),
    });
  }),
  tool("multi_round", "Asks twice, one after the other.", async (ctx) => {
    const state = ctx.mcpReq.requestState<{ name?: string }>();
    const name = state?.name ?? acceptedContent(ctx.mcpReq.inputResponses, "step1", NAME)?.name;
    if (name === undefined) {
      const step1 = inputRequired.elicit({
        message: "Step 1: What is your name?",
        requestedSchema: NAME,
      });
      return inputRequired({ inputRequests: { step1 }, requestState: await stateCodec.mint({}, ctx) });
    }
    const given = acceptedContent(ctx.mcpReq.inputResponses, "step2", COLOR);
    if (given) return text(`${name} likes ${given.color}.`);
    const step2 = inputRequired.elicit({
      message: "Step 2: What is your favorite color?",
      requestedSchema: COLOR,
    });
    return inputRequired({ inputRequests: { step2 }, requestState: await stateCodec.mint({ name }, ctx) });
  }),
  tool("capabilities", "Asks only for what the client says it can do.", (ctx) => {
    const can = capabilitiesOf(ctx);
    const requests = {
      ...(can.elicitation ? { user_name: askName() } : {}),
      ...(can.sampling ? { greeting: sample("Generate a greeting", 50) } : {}),
    };
    return Object.keys(requests).length > 0
      ? inputRequired({ inputRequests: requests })
      : text("The client can do nothing of this.");
  }),
];

function tool(
  suffix: string,
  description: string,
  run: (ctx: ServerContext) => ReturnType<ConformanceTool["run"]>,
): ConformanceTool {
  const name = `test_input_required_result_${suffix}`;
  return { name, description, era: "modern", run: (_args, ctx) => run(ctx) };
}

async function confirmed(ctx: ServerContext, said: string) {
  const given = acceptedContent(ctx.mcpReq.inputResponses, "confirm", OK);
  if (given && ctx.mcpReq.requestState() !== undefined) return text(said);
  const confirm = inputRequired.elicit({ message: "Please confirm", requestedSchema: OK });
  return inputRequired({
    inputRequests: { confirm },
    requestState: await stateCodec.mint({ asked: 1 }, ctx),
  });
}

function askName() {
  return inputRequired.elicit({ message: "What is your name?", requestedSchema: NAME });
}

function sample(question: string, maxTokens: number) {
  return inputRequired.createMessage({
    messages: [{ role: "user", content: { type: "text", text: question } }],
    maxTokens,
  });
}
