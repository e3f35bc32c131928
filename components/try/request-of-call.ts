import { at, textAt } from "../viewers/json-access";
import { parseJsonSource } from "../viewers/parse-json-source";
import { editJson, printJson } from "./edit-json";

/** The parts of a recorded call that a new one is made from. */
export interface RecordedCall {
  protocol: string;
  method: string;
  calleeKind: string;
  calleeName: string;
  operation: string | null;
  /** The request, if it was kept whole. */
  body: string | null;
}

/** What was asked for, as a person can ask for it again: a tool's arguments, an agent's message, a model's request. Undefined when it cannot be asked from here. */
export function requestOfCall(
  call: RecordedCall,
  messageId: string,
): { kind: string; name: string; tool: string; body: string } | undefined {
  const root = call.body === null ? undefined : parseJsonSource(call.body);
  if (root?.kind !== "object") return undefined;
  const { calleeKind: kind, calleeName: name } = call;
  if (call.protocol === "mcp" && call.method === "tools/call") {
    const args = at(root, "params", "arguments");
    return { kind, name, tool: call.operation ?? "", body: args?.kind === "object" ? printJson(args) : "{}" };
  }
  if (call.protocol === "a2a") {
    const params = at(root, "params") ?? root;
    if (at(params, "message", "parts")?.kind !== "array") return undefined;
    // A message is sent once; the same again is another message.
    const fresh = editJson(printJson(params), ["message", "messageId"], JSON.stringify(messageId));
    const user = editJson(fresh, ["message", "role"], '"ROLE_USER"');
    return { kind, name, tool: "", body: editJson(user, ["message", "kind"], undefined) };
  }
  if (call.protocol === "openai" && textAt(root, "model") !== undefined)
    return { kind, name, tool: "", body: printJson(root) };
  return undefined;
}
