import { MeshError } from "@/lib/core/errors";
import type { HopResponse } from "@/lib/gateway/call";
import { asMessage, type RpcMessage } from "../wire/messages";
import { readEvents } from "../wire/sse";

/** A callee's answer as messages, whether it came as JSON or as a stream of events. */
export async function* readMessages(response: HopResponse): AsyncGenerator<RpcMessage> {
  if (isStream(response)) {
    for await (const item of readEvents(response.body)) {
      if (item.kind === "event" && item.event.data !== "") yield messageOf(item.event.data);
    }
    return;
  }
  const text = await response.text();
  if (text.trim() !== "") yield messageOf(text);
}

/** @throws MeshError `upstream_invalid` */
export function messageOf(text: string): RpcMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MeshError("upstream_invalid", "The callee's answer is not JSON.", { cause });
  }
  const message = asMessage(value);
  if (!message) throw new MeshError("upstream_invalid", "The callee's answer is not a JSON-RPC message.");
  return message;
}

export function isStream(response: HopResponse): boolean {
  return /^text\/event-stream\s*(;|$)/i.test(response.headers["content-type"]?.trim() ?? "");
}

/** @throws MeshError `upstream_error` for a status that says the callee did not take the message */
export function refusedByCallee(status: number): MeshError {
  return new MeshError("upstream_error", `The callee answered with status ${status}.`);
}
