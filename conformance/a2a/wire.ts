import { EventSourceParserStream } from "eventsource-parser/stream";

export type Binding = "JSONRPC" | "HTTP+JSON";
export type Generation = "1.0" | "0.3";
export type Json = Record<string, unknown>;

/** An agent's address as a suite sees it: the agent itself or the mesh in front of it. */
export interface Endpoint {
  url: string;
  binding: Binding;
  generation: Generation;
  /** Sent with every request; none when talking to the agent itself. */
  authorization?: string | undefined;
}

/** What came back, in the same terms for both bindings. */
export interface Reply {
  status: number;
  headers: Headers;
  /** The body as it came. */
  body: Json;
  /** The payload of a success. */
  result: Json | undefined;
  error: WireError | undefined;
}

export interface WireError {
  /** The JSON-RPC code, or the HTTP status. */
  code: number;
  message: string;
  /** `data` of JSON-RPC, `details` of HTTP+JSON. */
  details: unknown;
}

/** An open stream. `error` is set, and there are no events, where the answer was none. */
export interface OpenStream {
  status: number;
  headers: Headers;
  error: WireError | undefined;
  /** Payloads as they arrive. */
  payloads: AsyncGenerator<Json, void>;
  /** Whole events, envelopes included, as far as they have been read. */
  envelopes: Json[];
  close(): void;
}

const DEADLINE_MS = 20_000;

/** One operation and its answer. */
export async function call(
  to: Endpoint,
  method: string,
  params: Json,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await send(to, method, params, headers, AbortSignal.timeout(DEADLINE_MS));
  return readReply(to, response);
}

/** One operation that answers with a stream. Close it, or read it to its end. */
export async function open(to: Endpoint, method: string, params: Json): Promise<OpenStream> {
  const abort = new AbortController();
  const deadline = setTimeout(() => abort.abort(), DEADLINE_MS);
  deadline.unref();
  const response = await send(to, method, params, { accept: "text/event-stream" }, abort.signal);
  const close = () => {
    clearTimeout(deadline);
    abort.abort();
  };
  const base = { status: response.status, headers: response.headers, close };
  const envelopes: Json[] = [];
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) {
    const { error } = await readReply(to, response);
    return { ...base, error, envelopes, payloads: payloads(to, null, envelopes) };
  }
  return { ...base, error: undefined, envelopes, payloads: payloads(to, response.body, envelopes) };
}

/** A request of any shape, for what no client would send. */
export function request(
  to: Endpoint,
  path: string,
  init: RequestInit & { headers?: Record<string, string> },
) {
  return fetch(to.url + path, {
    signal: AbortSignal.timeout(DEADLINE_MS),
    ...init,
    headers: { ...(to.authorization ? { authorization: to.authorization } : {}), ...init.headers },
  });
}

/** Reads an answer of either binding. */
export async function readReply(to: Endpoint, response: Response): Promise<Reply> {
  const text = await response.text();
  const body = text === "" ? {} : (JSON.parse(text) as Json);
  const base = { status: response.status, headers: response.headers, body };
  const failed = to.binding === "JSONRPC" ? body.error !== undefined : response.status >= 400;
  if (!failed)
    return { ...base, result: (to.binding === "JSONRPC" ? body.result : body) as Json, error: undefined };
  const said = (to.binding === "JSONRPC" || to.generation === "1.0" ? body.error : body) as Json | undefined;
  const error: WireError = {
    code: to.binding === "JSONRPC" ? Number(said?.code) : response.status,
    message: String(said?.message ?? ""),
    details: to.binding === "JSONRPC" ? said?.data : said?.details,
  };
  return { ...base, result: undefined, error };
}

function send(
  to: Endpoint,
  method: string,
  params: Json,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  const { verb, path, body } =
    to.binding === "JSONRPC" ? rpcRequest(to, method, params) : restRequest(to, method, params);
  return request(to, path, {
    method: verb,
    signal,
    headers: {
      ...(to.generation === "1.0" ? { "a2a-version": "1.0" } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
}

const LEGACY_METHODS: Record<string, string> = {
  SendMessage: "message/send",
  SendStreamingMessage: "message/stream",
  GetTask: "tasks/get",
  CancelTask: "tasks/cancel",
  SubscribeToTask: "tasks/resubscribe",
  CreateTaskPushNotificationConfig: "tasks/pushNotificationConfig/set",
  GetTaskPushNotificationConfig: "tasks/pushNotificationConfig/get",
  ListTaskPushNotificationConfigs: "tasks/pushNotificationConfig/list",
  DeleteTaskPushNotificationConfig: "tasks/pushNotificationConfig/delete",
  GetExtendedAgentCard: "agent/getAuthenticatedExtendedCard",
};

function rpcRequest(to: Endpoint, method: string, params: Json) {
  const name = to.generation === "1.0" ? method : (LEGACY_METHODS[method] ?? method);
  return { verb: "POST", path: "", body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: name, params }) };
}

/** A2A 1.0 section 11.3; 0.3 has the same below `/v1`. */
function restRequest(
  to: Endpoint,
  method: string,
  params: Json,
): { verb: string; path: string; body?: string } {
  const base = to.generation === "1.0" ? "" : "/v1";
  const { id, taskId, ...rest } = params;
  const body = JSON.stringify(params);
  switch (method) {
    case "SendMessage":
      return { verb: "POST", path: `${base}/message:send`, body };
    case "SendStreamingMessage":
      return { verb: "POST", path: `${base}/message:stream`, body };
    case "GetTask":
      return { verb: "GET", path: `${base}/tasks/${id}${query(rest)}` };
    case "ListTasks":
      return { verb: "GET", path: `${base}/tasks${query(params)}` };
    case "CancelTask":
      return { verb: "POST", path: `${base}/tasks/${id}:cancel` };
    case "SubscribeToTask":
      return { verb: to.generation === "1.0" ? "POST" : "GET", path: `${base}/tasks/${id}:subscribe` };
    case "CreateTaskPushNotificationConfig": {
      const path = `${base}/tasks/${taskId}/pushNotificationConfigs`;
      return { verb: "POST", path, body: JSON.stringify({ ...(id === undefined ? {} : { id }), ...rest }) };
    }
    case "GetTaskPushNotificationConfig":
      return { verb: "GET", path: `${base}/tasks/${taskId}/pushNotificationConfigs/${id}` };
    case "ListTaskPushNotificationConfigs":
      return { verb: "GET", path: `${base}/tasks/${taskId}/pushNotificationConfigs` };
    case "DeleteTaskPushNotificationConfig":
      return { verb: "DELETE", path: `${base}/tasks/${taskId}/pushNotificationConfigs/${id}` };
    case "GetExtendedAgentCard":
      return { verb: "GET", path: to.generation === "1.0" ? "/extendedAgentCard" : "/v1/card" };
    default:
      throw new Error(`HTTP+JSON has no ${method}`);
  }
}

function query(params: Json): string {
  const text = new URLSearchParams(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  ).toString();
  return text === "" ? "" : `?${text}`;
}

async function* payloads(
  to: Endpoint,
  body: Response["body"],
  envelopes: Json[],
): AsyncGenerator<Json, void> {
  if (body === null) return;
  const events = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events as unknown as AsyncIterable<{ data: string }>) {
    const envelope = JSON.parse(data) as Json;
    envelopes.push(envelope);
    yield (to.binding === "JSONRPC" ? (envelope.result ?? {}) : envelope) as Json;
  }
}
