import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pause } from "./wait";

/** One time that the callee acted. */
export interface Effect {
  key: string;
  callId: string;
  atMs: number;
}

/** What the callee does once it has acted. */
export type Behaviour = (exchange: {
  key: string;
  stream: boolean;
  req: IncomingMessage;
  res: ServerResponse;
}) => void | Promise<void>;

/** A model that is really called: it acts once for each request, and keeps its own log of that. */
export interface MockUpstream {
  url: string;
  port: number;
  effects: readonly Effect[];
  /** Answers that were given up by the mesh before their end. */
  aborted: number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Tokens of every answer: at 1 for input and 2 for output in a million, 7 millionths. */
const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

export async function startUpstream(behaviour: Behaviour = answerSoon(5, 25)): Promise<MockUpstream> {
  const effects: Effect[] = [];
  let behave = behaviour;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      if (req.method === "GET") {
        res.setHeader("content-type", "application/json");
        return void res.end(JSON.stringify({ object: "list", data: [{ id: "m", object: "model" }] }));
      }
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        messages: { content: string }[];
        stream?: boolean;
      };
      const key = body.messages[0]?.content ?? "";
      effects.push({ key, callId: String(req.headers["signalbox-call-id"] ?? ""), atMs: Date.now() });
      res.on("close", () => {
        if (!res.writableFinished) self.aborted += 1;
      });
      void behave({ key, stream: body.stream === true, req, res });
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  const self: MockUpstream = {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    effects,
    aborted: 0,
    behave(next) {
      behave = next;
    },
    close: () => closeServer(server),
  };
  return self;
}

/** Answers after a while between two bounds, in milliseconds. */
export function answerSoon(fromMs: number, toMs: number): Behaviour {
  return async ({ key, stream, res }) => {
    await pause(fromMs + Math.random() * (toMs - fromMs));
    if (stream) await streamAnswer(res, key, 5, 1);
    else answer(res, key);
  };
}

export function answer(res: ServerResponse, key: string): void {
  res.setHeader("content-type", "application/json").end(
    JSON.stringify({
      id: key,
      object: "chat.completion",
      model: "m",
      choices: [{ index: 0, message: { role: "assistant", content: key }, finish_reason: "stop" }],
      usage: USAGE,
    }),
  );
}

/** A streamed answer of so many pieces, one every so many milliseconds; stops when nobody reads any more. */
export async function streamAnswer(
  res: ServerResponse,
  key: string,
  pieces: number,
  everyMs: number,
): Promise<void> {
  res.writeHead(200, { "content-type": "text/event-stream" });
  for (let nth = 0; nth < pieces && !res.destroyed; nth++) {
    const choice = { index: 0, delta: { content: `${nth} ` }, finish_reason: null };
    res.write(
      `data: ${JSON.stringify({ id: key, object: "chat.completion.chunk", model: "m", choices: [choice] })}\n\n`,
    );
    await pause(everyMs);
  }
  if (res.destroyed) return;
  res.write(
    `data: ${JSON.stringify({ id: key, object: "chat.completion.chunk", model: "m", choices: [], usage: USAGE })}\n\n`,
  );
  res.end("data: [DONE]\n\n");
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}
