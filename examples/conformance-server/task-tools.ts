import { setTimeout as pause } from "node:timers/promises";
import {
  acceptedContent,
  inputRequired,
  MissingRequiredClientCapabilityError,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { z } from "zod";
import { hasTasks, TASKS } from "./context";
import type { Tasks, TaskWork } from "./tasks";
import { type ConformanceTool, form, text } from "./tool";

const CONFIRM = form({ confirm: { type: "boolean" } });
const NAME = form({ name: { type: "string" } });

/** Tools that may answer with a task (SEP-2663), and one that never does. */
export function taskTools(tasks: Tasks): readonly ConformanceTool[] {
  return [
    {
      name: "greet",
      description: "Greets at once.",
      era: "modern",
      inputSchema: form({ name: { type: "string" } }),
      run: ({ name }) => text(`Hello, ${String(name)}!`),
    },
    task("slow_compute", "Takes as many seconds as it is told.", async ({ seconds, label }, { signal }) => {
      await pause(Number(seconds ?? 1) * 1000, undefined, { signal });
      return text(`Computed ${String(label ?? "it")}.`);
    }),
    {
      name: "failing_job",
      description: "Always ends with an error of its own, and only as a task.",
      era: "modern",
      run(_args, ctx) {
        if (!hasTasks(ctx)) throw needsTasks();
        return started(async ({ signal }) => {
          await pause(300, undefined, { signal });
          return { ...text("The job did not work out."), isError: true };
        });
      },
    },
    {
      name: "test_tool_with_task",
      description: "Asks for a name first and then greets in a task.",
      era: "modern",
      run(_args, ctx) {
        if (!hasTasks(ctx)) throw needsTasks();
        const given = acceptedContent(ctx.mcpReq.inputResponses, "user_name", z.object({ name: z.string() }));
        if (given) return started(async () => text(`Hello, ${given.name}!`));
        const ask = inputRequired.elicit({
          message: "Your name?",
          requestedSchema: z.object({ name: z.string() }),
        });
        return inputRequired({ inputRequests: { user_name: ask } });
      },
    },
    task("protocol_error_job", "Breaks down.", async () => {
      throw new Error("The job broke down.");
    }),
    task("confirm_delete", "Asks before it deletes.", async ({ filename }, { ask }) => {
      const message = `Delete ${String(filename)}?`;
      await ask({ confirm: elicit(message, CONFIRM) });
      return text(`Deleted ${String(filename)}.`);
    }),
    task("multi_input", "Asks two questions at once.", async (_args, { ask }) => {
      await ask({ first: elicit("The first name?", NAME), second: elicit("The second name?", NAME) });
      return text("Both were answered.");
    }),
  ];

  function task(
    name: string,
    description: string,
    work: (args: Record<string, unknown>, work: TaskWork) => Promise<Record<string, unknown>>,
  ): ConformanceTool {
    return {
      name,
      description,
      era: "modern",
      run: (args, ctx) => (hasTasks(ctx) ? started((own) => work(args, own)) : work(args, withoutTask(ctx))),
    };
  }

  function started(work: (work: TaskWork) => Promise<Record<string, unknown>>) {
    return { resultType: "task", ...tasks.start(work) };
  }
}

export function needsTasks(): Error {
  return new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [TASKS]: {} } } });
}

function withoutTask({ mcpReq }: ServerContext): TaskWork {
  return {
    signal: mcpReq.signal,
    ask: () => Promise.reject(new Error("Without a task nobody can be asked.")),
  };
}

function elicit(message: string, requestedSchema: object) {
  return { method: "elicitation/create", params: { mode: "form", message, requestedSchema } };
}
