import type { GovernedAnswer } from "@/lib/gateway/call";
import { asObject, type JsonObject, type Operation } from "./operation";

/** A recorded answer under the id of the request that repeats the first one. HTTP+JSON has no such ids. */
export function retell(operation: Operation, answer: GovernedAnswer): GovernedAnswer {
  if (operation.binding !== "JSONRPC" || answer.kind !== "whole") return answer;
  const { rpcId } = operation;
  if (answer.headers["content-type"]?.startsWith("text/event-stream")) {
    const body = answer.body.replace(/^data: ?(.*)$/gm, (_, data: string) => `data: ${withId(data, rpcId)}`);
    return { ...answer, body };
  }
  return { ...answer, body: withId(answer.body, rpcId) };
}

function withId(text: string, id: Operation["rpcId"]): string {
  let envelope: JsonObject | undefined;
  try {
    envelope = asObject(JSON.parse(text));
  } catch {
    return text;
  }
  return envelope ? JSON.stringify({ ...envelope, id }) : text;
}
