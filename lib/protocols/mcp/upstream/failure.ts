import type { Failure } from "@/lib/gateway/call";
import { isObject, type RpcResponse } from "../wire/messages";

/** Why a callee's response counts as failed on record, if it does: a JSON-RPC error, or a tool's own `isError`. It is passed on either way. */
export function failureOf(response: RpcResponse): Failure | undefined {
  if (response.error) return { code: "upstream_error", message: response.error.message.slice(0, 500) };
  if (response.result?.isError !== true) return undefined;
  const content = Array.isArray(response.result.content) ? response.result.content : [];
  const text = content.find((part) => isObject(part) && typeof part.text === "string")?.text as
    | string
    | undefined;
  return {
    code: "upstream_error",
    message: `The tool reported an error${text ? `: ${text.slice(0, 400)}` : "."}`,
  };
}
