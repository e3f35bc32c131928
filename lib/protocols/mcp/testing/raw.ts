import { request as httpRequest } from "node:http";

const MODERN = "2026-07-28";

/** What came back from a request that no library would send. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** Every JSON-RPC message in it, whether JSON or events. */
  messages: {
    id?: unknown;
    result?: Record<string, unknown>;
    error?: { code: number; message: string; data?: Record<string, unknown> };
  }[];
}

/** Sends exactly these headers, `Host` included. A null takes a default away. */
export function raw(
  url: string,
  options: { method?: string; badge?: string; headers?: Record<string, string | null>; body?: unknown },
): Promise<RawAnswer> {
  const defaults = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...(options.badge === undefined ? {} : { authorization: `Bearer ${options.badge}` }),
  };
  const headers = Object.fromEntries(
    Object.entries({ ...defaults, ...options.headers }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    ),
  );
  const body =
    options.body === undefined || typeof options.body === "string"
      ? options.body
      : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: options.method ?? "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          messages: messagesIn(text),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body as string | undefined);
  });
}

function messagesIn(text: string): RawAnswer["messages"] {
  const parts =
    text.startsWith("{") || text.startsWith("[")
      ? [text]
      : [...text.matchAll(/^data: (.+)$/gm)].map((match) => match[1] ?? "");
  return parts.flatMap((part) => JSON.parse(part) as RawAnswer["messages"]);
}

/** A request of revision 2026-07-28 with its headers, as a library would send it. */
export function modernPost(method: string, params: Record<string, unknown> = {}, id: unknown = 1) {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": MODERN,
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
    ...(params._meta as Record<string, unknown> | undefined),
  };
  const name = params.name ?? params.uri;
  return {
    headers: {
      "mcp-protocol-version": MODERN,
      "mcp-method": method,
      ...(typeof name === "string" ? { "mcp-name": name } : {}),
    } as Record<string, string | null>,
    body: { jsonrpc: "2.0", id, method, params: { ...params, _meta } },
  };
}
