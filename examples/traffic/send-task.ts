import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Task } from "./scenarios";

/** What became of a task. `code` says why the mesh refused a step of it, if it did. */
export interface Outcome {
  verdict: "allowed" | "denied" | "failed";
  code: string | undefined;
  detail: string;
}

const TIMEOUT_MS = 120_000;

const part = z.looseObject({ text: z.string().optional(), data: z.unknown().optional() });
const taskShape = z.looseObject({
  status: z.looseObject({
    state: z.string(),
    message: z.looseObject({ parts: z.array(part).default([]) }).nullish(),
  }),
  artifacts: z.array(z.looseObject({ parts: z.array(part).default([]) })).default([]),
});
const refusals = z.looseObject({
  refusals: z.array(z.looseObject({ code: z.string(), message: z.string() })),
});
const rpcError = z.looseObject({ message: z.string(), data: z.unknown().optional() });

/** Sends one task through the mesh, with nothing but `fetch`: what any program can do. */
export async function sendTask(meshUrl: string, badge: string, task: Task): Promise<Outcome> {
  const isAgent = task.kind === "agent";
  const response = await fetch(isAgent ? `${meshUrl}/a2a/${task.agent}` : `${meshUrl}/mcp/${task.server}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${badge}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(isAgent ? { "a2a-version": "1.0" } : { "mcp-protocol-version": "2025-06-18" }),
    },
    body: JSON.stringify(isAgent ? messageTo(task) : toolCall(task)),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const replies = readReplies(response.headers.get("content-type") ?? "", await response.text());
  const error = replies.map((one) => rpcError.safeParse(one.error).data).find((found) => found !== undefined);
  if (error) return refused(codeIn(error.data), error.message);
  if (!response.ok) return { verdict: "failed", code: String(response.status), detail: "" };
  return isAgent ? outcomeOfTask(replies) : { verdict: "allowed", code: undefined, detail: "" };
}

function messageTo(task: Task & { kind: "agent" }) {
  const message = { messageId: randomUUID(), role: "ROLE_USER", parts: [{ text: task.text }] };
  const method = task.streaming ? "SendStreamingMessage" : "SendMessage";
  return { jsonrpc: "2.0", id: 1, method, params: { message } };
}

function toolCall(task: Task & { kind: "tool" }) {
  return {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: task.tool, arguments: task.arguments },
  };
}

interface Reply {
  result?: unknown;
  error?: unknown;
}

/** One JSON body, or the data lines of server-sent events. */
function readReplies(contentType: string, text: string): Reply[] {
  if (!contentType.startsWith("text/event-stream"))
    return text.startsWith("{") ? [JSON.parse(text) as Reply] : [];
  return text
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => JSON.parse(line.slice(5)) as Reply);
}

/** The last state, with the parts of all artifacts; a whole answer is a stream of one. */
function outcomeOfTask(replies: readonly Reply[]): Outcome {
  let state = "";
  const parts: z.infer<typeof part>[] = [];
  for (const { result } of replies) {
    const item = (result ?? {}) as {
      task?: unknown;
      statusUpdate?: unknown;
      artifactUpdate?: { artifact?: unknown };
    };
    const task = taskShape.safeParse(item.task ?? item.statusUpdate).data;
    if (task) {
      state = task.status.state;
      parts.push(
        ...(task.status.message?.parts ?? []),
        ...task.artifacts.flatMap((artifact) => artifact.parts),
      );
    }
    const artifact = z.looseObject({ parts: z.array(part) }).safeParse(item.artifactUpdate?.artifact).data;
    if (artifact) parts.push(...artifact.parts);
  }
  const detail = parts.flatMap(({ text }) => text ?? []).at(-1) ?? "";
  const refusal = parts.map(({ data }) => refusals.safeParse(data).data?.refusals[0]).find((found) => found);
  if (refusal) return { verdict: "denied", code: refusal.code, detail: refusal.message };
  if (state === "TASK_STATE_COMPLETED") return { verdict: "allowed", code: toolErrorIn(parts), detail };
  return { verdict: "failed", code: state || "no task", detail };
}

/** The specialist tells of a tool that could not do its work in its answer. */
function toolErrorIn(parts: readonly z.infer<typeof part>[]): string | undefined {
  return parts.some(({ text }) => text?.includes("Error: ")) ? "tool error" : undefined;
}

function refused(code: string | undefined, detail: string): Outcome {
  const isDecision = code !== undefined && DECISIONS.has(code);
  return { verdict: isDecision ? "denied" : "failed", code, detail };
}

const DECISIONS = new Set([
  "permission_denied",
  "policy_denied",
  "certification_required",
  "approval_required",
  "grant_exceeded",
  "guard_rejected",
  "rate_limited",
  "budget_exhausted",
  "suspended",
  "tool_changed",
]);

/** The mesh's own code: a member of the error's data, or of one of its details. */
function codeIn(data: unknown): string | undefined {
  const holders = [data].flat().flatMap((one) => [one, (one as { value?: unknown } | undefined)?.value]);
  for (const holder of holders) {
    const code = (holder as { code?: unknown } | undefined)?.code;
    if (typeof code === "string") return code;
  }
  return undefined;
}
