import {
  acceptedContent,
  type ContentBlock,
  type GetPromptResult,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
} from "@modelcontextprotocol/server";
import { z } from "zod";
import { PIXEL } from "./samples";

const LISTED = [
  { name: "test_simple_prompt", description: "Without arguments." },
  {
    name: "test_prompt_with_arguments",
    description: "With two arguments.",
    arguments: [
      { name: "arg1", description: "The first", required: true },
      { name: "arg2", description: "The second", required: true },
    ],
  },
  {
    name: "test_prompt_with_embedded_resource",
    description: "With a resource.",
    arguments: [{ name: "resourceUri", description: "Its address", required: true }],
  },
  { name: "test_prompt_with_image", description: "With an image." },
];
const CONTEXT = z.object({ context: z.string() });
const ASKING = { name: "test_input_required_result_prompt", description: "Asks before it answers." };

/** Prompts of every kind, and suggestions for their arguments. */
export function addPrompts(server: Server, era: "session" | "modern"): void {
  server.setRequestHandler("prompts/list", () => ({
    prompts: era === "modern" ? [...LISTED, ASKING] : LISTED,
  }));
  server.setRequestHandler("prompts/get", ({ params }, { mcpReq }) => {
    if (params.name !== ASKING.name || era !== "modern") return prompt(params.name, params.arguments ?? {});
    const given = acceptedContent(mcpReq.inputResponses, "user_context", CONTEXT);
    if (given) return messages([said(`The context is ${given.context}.`)]);
    const ask = inputRequired.elicit({
      message: "What context should the prompt use?",
      requestedSchema: CONTEXT,
    });
    return inputRequired({ inputRequests: { user_context: ask } });
  });
  server.setRequestHandler("completion/complete", ({ params }) => {
    const values = ["paris", "park", "party"].filter((value) => value.startsWith(params.argument.value));
    return { completion: { values, total: values.length, hasMore: false } };
  });
}

function prompt(name: string, args: Record<string, string>): GetPromptResult {
  switch (name) {
    case "test_simple_prompt":
      return messages([said("This is a simple prompt for testing.")]);
    case "test_prompt_with_arguments":
      return messages([said(`Prompt with arguments: arg1='${args.arg1}', arg2='${args.arg2}'`)]);
    case "test_prompt_with_embedded_resource": {
      const resource = {
        uri: String(args.resourceUri),
        mimeType: "text/plain",
        text: "Embedded resource content for testing.",
      };
      return messages([{ type: "resource", resource }, said("Please process the embedded resource above.")]);
    }
    case "test_prompt_with_image":
      return messages([
        { type: "image", data: PIXEL, mimeType: "image/png" },
        said("Please analyze the image above."),
      ]);
    default:
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no prompt ${name}.`);
  }
}

function messages(contents: ContentBlock[]): GetPromptResult {
  return { messages: contents.map((content) => ({ role: "user", content })) };
}

function said(what: string): ContentBlock {
  return { type: "text", text: what };
}
