import { randomUUID } from "node:crypto";
import {
  isJSONRPCNotification,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type RequestId,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { log } from "@/lib/core/log";
import type { Backoff } from "./backoff";
import { boundedEvents } from "./bounded-events";
import type { StdioServer } from "./read-stdio-file";
import { RunningServer } from "./running-server";

/** A session over Streamable HTTP in front of one process of a server. No two sessions share a process: what a server keeps, it keeps for one caller. */
export interface StdioSession {
  id: string | undefined;
  lastUsedAtMs: number;
  isBusy(): boolean;
  handle(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

/** @param onOver when the client ended the session */
export async function openStdioSession(
  server: StdioServer,
  backoff: Backoff,
  onOpen: (session: StdioSession) => void,
  onOver: (session: StdioSession) => void,
): Promise<StdioSession> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    eventStore: boundedEvents(),
    onsessioninitialized: (id) => {
      session.id = id;
      onOpen(session);
    },
    onsessionclosed: () => onOver(session),
  });
  const running = new RunningServer(server, backoff, (message) => {
    const relatedRequestId = requestOf(message, running);
    transport
      .send(message, relatedRequestId === undefined ? undefined : { relatedRequestId })
      .catch((err: unknown) => log.debug({ err, server: server.name }, "a message found no reader"));
  });
  transport.onmessage = (message) => void running.send(message);
  await transport.start();
  const session: StdioSession = {
    id: undefined,
    lastUsedAtMs: Date.now(),
    isBusy: () => running.unanswered.size > 0,
    handle(request) {
      session.lastUsedAtMs = Date.now();
      return transport.handleRequest(request);
    },
    async stop() {
      await running.stop();
      await transport.close();
    },
  };
  return session;
}

/**
 * Which request a message of the process belongs to. Standard streams do not say: progress names its token, a question or a log line belongs to what was asked last, and news about lists and resources to none.
 */
function requestOf(message: JSONRPCMessage, { unanswered }: RunningServer): RequestId | undefined {
  if (isJSONRPCResponse(message)) return undefined;
  if (isJSONRPCNotification(message)) {
    if (message.method === "notifications/progress") {
      const token = message.params?.progressToken;
      for (const [id, request] of unanswered) {
        const meta = request.params?._meta as { progressToken?: unknown } | undefined;
        if (meta?.progressToken === token) return id;
      }
      return undefined;
    }
    if (message.method !== "notifications/message") return undefined;
  }
  return [...unanswered.keys()].at(-1);
}
