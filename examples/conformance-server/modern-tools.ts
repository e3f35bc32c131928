import {
  inputRequired,
  MissingRequiredClientCapabilityError,
  type ServerNotifier,
} from "@modelcontextprotocol/server";
import { z } from "zod";
import { capabilitiesOf } from "./context";
import { type ConformanceTool, text } from "./tool";

/** Tools that show how a server of revision 2026-07-28 behaves without sessions. */
export function modernTools(notify: ServerNotifier): readonly ConformanceTool[] {
  return [
    {
      name: "test_missing_capability",
      description: "Needs a client with a model.",
      era: "modern",
      run(_args, ctx) {
        if (capabilitiesOf(ctx).sampling) return text("The client has a model.");
        throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { sampling: {} } });
      },
    },
    {
      name: "test_streaming_elicitation",
      description: "Reports progress and then asks.",
      era: "modern",
      async run(_args, { mcpReq }) {
        const progressToken = mcpReq._meta?.progressToken;
        if (progressToken !== undefined) {
          await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress: 1 } });
        }
        const ask = inputRequired.elicit({
          message: "Go on?",
          requestedSchema: z.object({ go: z.boolean() }),
        });
        return mcpReq.inputResponses ? text("Went on.") : inputRequired({ inputRequests: { ask } });
      },
    },
    {
      name: "test_logging_tool",
      description: "Logs, if the client wants to hear of it.",
      era: "modern",
      async run(_args, { mcpReq }) {
        await mcpReq.log("info", "a line");
        return text("Logged.");
      },
    },
    {
      name: "test_trigger_tool_change",
      description: "Says that the tools changed.",
      era: "modern",
      run: () => {
        notify.toolsChanged();
        return text("Said so.");
      },
    },
    {
      name: "test_trigger_prompt_change",
      description: "Says that the prompts changed.",
      era: "modern",
      run: () => {
        notify.promptsChanged();
        return text("Said so.");
      },
    },
  ];
}
