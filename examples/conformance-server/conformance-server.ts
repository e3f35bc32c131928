import { ProtocolError, ProtocolErrorCode, Server, type ServerNotifier } from "@modelcontextprotocol/server";
import { z } from "zod";
import { contentTools } from "./content-tools";
import { hasTasks, stateCodec, TASKS } from "./context";
import { inputTools } from "./input-tools";
import { modernTools } from "./modern-tools";
import { addPrompts } from "./prompts";
import { addResources } from "./resources";
import { sessionTools } from "./session-tools";
import { needsTasks, taskTools } from "./task-tools";
import type { Tasks } from "./tasks";
import { type ConformanceTool, type Era, text } from "./tool";

const INFO = { name: "conformance-server", title: "Conformance server", version: "1.0.0" };

/** The server for one session, or for one request of revision 2026-07-28. */
export function conformanceServer(era: Era, tasks: Tasks, notify: ServerNotifier): Server {
  const all = [...contentTools, ...sessionTools, ...inputTools, ...modernTools(notify), ...taskTools(tasks)];
  const tools = new Map(all.filter((tool) => (tool.era ?? era) === era).map((tool) => [tool.name, tool]));
  const server = new Server(INFO, {
    capabilities: {
      tools: { listChanged: true },
      resources: { listChanged: true, subscribe: true },
      prompts: { listChanged: true },
      completions: {},
      logging: {},
      ...(era === "modern" ? { extensions: { [TASKS]: {} } } : {}),
    },
    requestState: { verify: stateCodec.verify },
  });
  server.setRequestHandler("tools/list", () => ({ tools: [...tools.values()].map(definition) }));
  server.setRequestHandler("tools/call", async ({ params }, ctx) => {
    const tool = tools.get(params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name}.`);
    try {
      // The library's types know no tasks; it sends what it is given.
      return (await tool.run(params.arguments ?? {}, ctx)) as ReturnType<typeof text>;
    } catch (err) {
      if (err instanceof ProtocolError) throw err;
      return { ...text(err instanceof Error ? err.message : "It failed."), isError: true };
    }
  });
  addResources(server, era);
  addPrompts(server, era);
  if (era === "modern") addTasks(server, tasks);
  return server;
}

function definition({ name, description, inputSchema }: ConformanceTool) {
  return { name, description, inputSchema: { type: "object" as const, properties: {}, ...inputSchema } };
}

const BY_ID = z.looseObject({ taskId: z.string() });

/** `tasks/get`, `tasks/update` and `tasks/cancel` for clients that know tasks (SEP-2663). */
function addTasks(server: Server, tasks: Tasks): void {
  server.setRequestHandler("tasks/get", { params: BY_ID }, ({ taskId }, ctx) => {
    if (!hasTasks(ctx)) throw needsTasks();
    const task = tasks.get(taskId);
    if (!task) throw unknownTask();
    return { ...task };
  });
  server.setRequestHandler("tasks/update", { params: BY_ID }, ({ taskId }, ctx) => {
    if (!hasTasks(ctx)) throw needsTasks();
    if (!tasks.update(taskId, { ...ctx.mcpReq.inputResponses })) throw unknownTask();
    return {};
  });
  server.setRequestHandler("tasks/cancel", { params: BY_ID }, ({ taskId }, ctx) => {
    if (!hasTasks(ctx)) throw needsTasks();
    if (!tasks.cancel(taskId)) throw unknownTask();
    return {};
  });
}

function unknownTask(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, "There is no such task.");
}
