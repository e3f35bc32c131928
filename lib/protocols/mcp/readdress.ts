import type { GovernedAnswer } from "@/lib/gateway/call";
import { isObject, type RpcId } from "./wire/messages";

/** The recorded answer to an earlier call with the same idempotency key carries that call's JSON-RPC id; the caller waits for this one's. */
export function readdress(answer: GovernedAnswer, id: RpcId): GovernedAnswer {
  if (!answer.replayed || answer.kind !== "whole") return answer;
  const isEvents = answer.headers["content-type"]?.startsWith("text/event-stream") ?? false;
  const lines = isEvents ? answer.body.split("\n") : [answer.body];
  const body = lines
    .map((line) => (isEvents && !line.startsWith("data: ") ? line : withId(line, id)))
    .join("\n");
  return { ...answer, body };
}

function withId(line: string, id: RpcId): string {
  const prefix = line.startsWith("data: ") ? "data: " : "";
  try {
    const message: unknown = JSON.parse(line.slice(prefix.length));
    if (!isObject(message) || "method" in message) return line;
    return prefix + JSON.stringify({ ...message, id });
  } catch {
    return line;
  }
}
