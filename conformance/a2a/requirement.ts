import { randomUUID } from "node:crypto";
import { type Binding, call, type Endpoint, type Json, open, type Reply } from "./wire";

/** One way to an agent under test, with the addresses of its card and of a webhook that it can reach. */
export interface Target extends Endpoint {
  /** The same agent over the other binding. */
  other: Endpoint;
  /** An agent without streaming, push notifications and extended card, and one that requires an extension. */
  bare: Endpoint;
  strict: Endpoint;
  cardUrl: string;
  /** Stays the same for a whole run: the public kit sends the same message ids again and again. */
  session: string;
  hook: Webhook;
}

/** A receiver of notifications. */
export interface Webhook {
  url: string;
  /** The first notification that carries this `Authorization` header, once it is there. */
  first(authorization: string): Promise<{ headers: Record<string, unknown>; body: Json }>;
}

/** A requirement of A2A under the id that the public TCK gives it. */
export interface Requirement {
  id: string;
  level: "MUST" | "SHOULD";
  /** The bindings that it is about; both when missing. */
  binding?: Binding;
  /** Rejects when the target does not meet it. */
  check(target: Target): Promise<void>;
}

/** An id of this run. */
export function kitId(target: Target, name: string): string {
  return `tck-${name}-${target.session}`;
}

export const unknownId = (): string => `tck-nothing-${randomUUID()}`;

/** Parameters of a message. */
export function said(messageId: string, text: string, fields: Json = {}, configuration?: Json): Json {
  const message = { role: "ROLE_USER", parts: [{ text }], messageId, ...fields };
  return { message, ...(configuration ? { configuration } : {}) };
}

export interface TaskJson extends Json {
  id: string;
  contextId: string;
  status: { state: string; timestamp?: string; message?: Json };
  artifacts?: Json[];
  history?: { messageId: string; parts: Json[] }[];
}

/** The task in an answer to a message, or the answer itself. @throws when there is none */
export function taskIn(reply: Reply): TaskJson {
  if (reply.error) throw new Error(`error ${reply.error.code}: ${reply.error.message}`);
  const task = (reply.result?.task ?? reply.result) as TaskJson | undefined;
  if (typeof task?.id !== "string") throw new Error(`no task: ${JSON.stringify(reply.body).slice(0, 300)}`);
  return task;
}

/** A finished task, asked for as the public kit does it: with the same id and text every time. */
export async function completedTask(target: Target): Promise<TaskJson> {
  const params = said(kitId(target, "complete-task"), "A task to work with");
  return inState(taskIn(await call(target, "SendMessage", params)), "TASK_STATE_COMPLETED");
}

/** A task that waits for input. */
export async function waitingTask(target: Target): Promise<TaskJson> {
  const params = said(kitId(target, "input-required"), "A task to work with");
  return inState(taskIn(await call(target, "SendMessage", params)), "TASK_STATE_INPUT_REQUIRED");
}

/** Finishes a waiting task. */
export async function finish(target: Target, taskId: string, text = "Go on"): Promise<Reply> {
  return call(target, "SendMessage", said(kitId(target, "complete-task"), text, { taskId }));
}

/** All payloads of a stream that a message opens. */
export async function streamOf(target: Target, name: string): Promise<Json[]> {
  const stream = await open(target, "SendStreamingMessage", said(kitId(target, name), "Stream this"));
  if (stream.error) throw new Error(`error ${stream.error.code}: ${stream.error.message}`);
  const seen: Json[] = [];
  for await (const payload of stream.payloads) seen.push(payload);
  return seen;
}

const TERMINAL = ["TASK_STATE_COMPLETED", "TASK_STATE_FAILED", "TASK_STATE_CANCELED", "TASK_STATE_REJECTED"];

/** The state that an answer or a stream's payload tells, if any. */
export function stateIn(payload: Json | undefined): string | undefined {
  const about = (payload?.task ?? payload?.statusUpdate ?? payload) as
    | { status?: { state?: string } }
    | undefined;
  return about?.status?.state;
}

export function isTerminal(payload: Json | undefined): boolean {
  return TERMINAL.includes(stateIn(payload) ?? "");
}

function inState(task: TaskJson, state: string): TaskJson {
  if (task.status.state === state) return task;
  throw new Error(`the task to work with is ${task.status.state} and not ${state}`);
}
