import { lookalike } from "@/lib/core/lookalike";

export type RpcId = string | number;
export type Params = Readonly<Record<string, unknown>>;

export interface RpcRequest {
  jsonrpc: "2.0";
  id: RpcId;
  method: string;
  params?: Params;
}

export interface RpcNotification {
  jsonrpc: "2.0";
  id?: undefined;
  method: string;
  params?: Params;
}

export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}

export interface RpcResponse {
  jsonrpc: "2.0";
  id: RpcId | null;
  result?: Params;
  error?: RpcError;
}

export type RpcMessage = RpcRequest | RpcNotification | RpcResponse;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is RpcId {
  return typeof value === "string" ? value.length <= 500 : Number.isSafeInteger(value);
}

const ENVELOPE = ["jsonrpc", "id", "method", "params", "result", "error"];
/** Parameters that decide what is ruled, or where a message goes. */
const RULED = [
  "name",
  "arguments",
  "uri",
  "_meta",
  "ref",
  "argument",
  "cursor",
  "taskId",
  "requestState",
  "inputResponses",
];

/**
 * The value as a JSON-RPC 2.0 message in the narrower form of MCP (an id is never null, params are an object), or undefined. Members that a callee could mistake for those that decide something make it none.
 */
export function asMessage(value: unknown): RpcMessage | undefined {
  if (!isObject(value) || value.jsonrpc !== "2.0" || lookalike(value, ENVELOPE)) return undefined;
  if ("method" in value) {
    if (typeof value.method !== "string" || value.method.length > 200) return undefined;
    if (value.params !== undefined && (!isObject(value.params) || lookalike(value.params, RULED)))
      return undefined;
    if ("id" in value && !isId(value.id)) return undefined;
    return value as unknown as RpcRequest | RpcNotification;
  }
  const one = "result" in value !== "error" in value;
  if (!one || !(isId(value.id) || value.id === null || value.id === undefined)) return undefined;
  if ("result" in value && (!isObject(value.result) || !isId(value.id))) return undefined;
  if ("error" in value && !isRpcError(value.error)) return undefined;
  return value as unknown as RpcResponse;
}

function isRpcError(value: unknown): boolean {
  return isObject(value) && typeof value.code === "number" && typeof value.message === "string";
}

export function isRequest(message: RpcMessage): message is RpcRequest {
  return "method" in message && "id" in message;
}

export function isNotification(message: RpcMessage): message is RpcNotification {
  return "method" in message && !("id" in message);
}

export function isResponse(message: RpcMessage): message is RpcResponse {
  return !("method" in message);
}

/** The `_meta` of a message's parameters or of a result; empty when there is none. */
export function metaOf(params: Params | undefined): Params {
  return isObject(params?._meta) ? params._meta : {};
}
