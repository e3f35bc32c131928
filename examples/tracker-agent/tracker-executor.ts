import { TaskState } from "@a2a-js/sdk";
import {
  type AgentExecutor,
  type ExecutionEventBus,
  type RequestContext,
  type RequestHeaders,
  STATE_HEADERS_KEY,
} from "@a2a-js/sdk/server";
import type { IssueStore } from "./issue-store";
import type { Mesh, Origin } from "./mesh";
import { type Request, readRequest } from "./read-request";
import type { Settings } from "./settings";
import { type TaskEvents, taskEvents } from "./task-events";
import { taskGrants } from "./task-grants";

/** Keeps issues, and hands work on customers to whoever on the mesh has the skill for it. */
export class TrackerExecutor implements AgentExecutor {
  readonly #settings: Settings;
  readonly #mesh: Mesh;
  readonly #issues: IssueStore;
  readonly #running = new Map<string, AbortController>();

  constructor(settings: Settings, mesh: Mesh, issues: IssueStore) {
    this.#settings = settings;
    this.#mesh = mesh;
    this.#issues = issues;
  }

  async execute(context: RequestContext, bus: ExecutionEventBus): Promise<void> {
    const events = taskEvents(context, bus);
    const abort = new AbortController();
    this.#running.set(context.taskId, abort);
    events.begin();
    try {
      await this.#work(context, events, abort.signal);
    } catch (err) {
      if (abort.signal.aborted) events.say(TaskState.TASK_STATE_CANCELED, "Canceled");
      else events.say(TaskState.TASK_STATE_FAILED, err instanceof Error ? err.message : String(err));
    } finally {
      this.#running.delete(context.taskId);
      bus.finished();
    }
  }

  async cancelTask(taskId: string): Promise<void> {
    this.#running.get(taskId)?.abort();
  }

  async #work(context: RequestContext, events: TaskEvents, signal: AbortSignal): Promise<void> {
    const text = context.userMessage.parts
      .map((part) => (part.content?.$case === "text" ? part.content.value : ""))
      .join("\n");
    const request = readRequest(text);
    if (!request) {
      const help = "I prepare renewals, give overviews of a customer such as C-1042, and list issues.";
      events.say(TaskState.TASK_STATE_REJECTED, help);
      return;
    }
    if (request.kind === "list") {
      const issues = this.#issues.list().slice(-20);
      events.result("issues", issues.map((one) => `${one.key} ${one.state}: ${one.title}`).join("\n"), {
        issues,
      });
      events.say(TaskState.TASK_STATE_COMPLETED, `${issues.length} issues`);
      return;
    }
    await this.#delegate(request, text, originOf(context), events, signal);
  }

  /** The issue is settled whatever happens, so that no work is left open that nobody does. */
  async #delegate(
    request: Request & { kind: "delegate" },
    text: string,
    origin: Origin,
    events: TaskEvents,
    signal: AbortSignal,
  ): Promise<void> {
    const { customer, title } = request;
    const issue = this.#issues.open({ project: "REN", title, customer });
    try {
      events.say(
        TaskState.TASK_STATE_WORKING,
        `${issue.key}: looking for an agent with the skill ${request.skill}`,
      );
      const badge = await this.#mesh.exchange(
        origin,
        taskGrants(this.#settings.TOOLS, customer, request.writes),
      );
      const [agent] = await this.#mesh.discover(badge, request.skill);
      if (!agent) throw new Error(`no agent on the mesh offers ${request.skill} to us`);
      events.say(TaskState.TASK_STATE_WORKING, `${issue.key}: handed to ${agent}`);
      const done = await this.#mesh.delegate(agent, text, badge, origin, signal);
      const isDone = done.state === "completed" && done.refusals.length === 0;
      const settled = this.#issues.settle(issue.key, isDone ? "done" : "blocked", done.answer);
      events.result("issue", `${settled.key} is ${settled.state}.\n${done.answer}`, {
        issue: settled,
        ...done,
      });
      if (done.state === "completed")
        events.say(TaskState.TASK_STATE_COMPLETED, `${settled.key} is ${settled.state}`);
      else events.say(TaskState.TASK_STATE_FAILED, `${settled.key}: ${done.answer}`);
    } catch (err) {
      this.#issues.settle(issue.key, "blocked", err instanceof Error ? err.message : String(err));
      throw err;
    }
  }
}

function originOf(context: RequestContext): Origin {
  const headers = context.context.state.get(STATE_HEADERS_KEY) as RequestHeaders | undefined;
  const badge = /^Bearer (.+)$/i.exec(String(headers?.authorization ?? ""))?.[1];
  if (!badge) throw new Error("this task came without a badge");
  const { traceparent } = headers ?? {};
  return { badge, traceparent: typeof traceparent === "string" ? traceparent : undefined };
}
