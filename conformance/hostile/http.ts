import { Agent, request } from "node:http";
import { newTraceId } from "@/lib/core/ids";
import type { Stage } from "./stage";

/** An HTTP answer as it came. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The trace of the request, under which a callee would have seen it. */
  traceId: string;
  ms: number;
}

export interface Ask {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** What the request presents: a badge of the operator unless told otherwise, the operator's own client credentials, or nothing. */
  as?: "badge" | "client" | "nobody";
  /** How much of an event stream is read; nothing when missing. */
  streamBytes?: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const TIMEOUT_MS = 30_000;

const KEPT_BYTES = 32 * 1024 * 1024;
const TRIES = 20;
const AGAIN_MS = 250;

/**
 * Sends bytes that no HTTP library looks into. A connection that ends without an answer has status 0. A process that says it has too much to do (the suite and the gateway may share one core) is asked again in a moment,
 * as it asks for.
 */
export async function ask(stage: Stage, one: Ask): Promise<Reply> {
  let reply = await askOnce(stage, one);
  for (let n = 1; n < TRIES && isTurnedAway(reply); n++) {
    await new Promise((done) => setTimeout(done, AGAIN_MS));
    reply = await askOnce(stage, one);
  }
  return reply;
}

/** The quickest of up to five answers, if the first took longer than `maxMs`: the machine may be busy with something else, and a door is as fast as it is at its best. */
export async function atBest(stage: Stage, one: Ask, maxMs: number): Promise<Reply> {
  let best = await ask(stage, one);
  for (let n = 1; n < 5 && best.ms > maxMs; n++) {
    const again = await ask(stage, one);
    if (again.ms < best.ms) best = again;
  }
  return best;
}

/** Refused for the load alone, before anything was looked at. */
function isTurnedAway({ status, headers, text }: Reply): boolean {
  return status === 503 && headers["retry-after"] === "1" && text.includes("more calls than it can carry");
}

async function askOnce(stage: Stage, one: Ask): Promise<Reply> {
  const { method, path, headers = {}, body, as = "badge", streamBytes } = one;
  const traceId = newTraceId();
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
  const all: Record<string, string> = {
    ...(as === "badge" ? { authorization: `Bearer ${await stage.badge()}` } : {}),
    ...(as === "client" ? { authorization: stage.clientAuthorization } : {}),
    traceparent: `00-${traceId}-1111111111111111-01`,
    ...(bytes ? { "content-length": String(bytes.length) } : {}),
    ...headers,
  };
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const end = (status: number, text: string, answered: Reply["headers"] = {}) =>
      resolve({ status, headers: answered, text, traceId, ms: performance.now() - startedMs });
    const req = request({ agent, host: "127.0.0.1", port: stage.port, method, path, headers: all }, (res) => {
      const status = res.statusCode ?? 0;
      const chunks: Buffer[] = [];
      let taken = 0;
      const done = () => end(status, Buffer.concat(chunks).toString("utf8"), res.headers);
      // A stream need not end: its beginning says what the door decided.
      const isStream = res.headers["content-type"]?.startsWith("text/event-stream") === true;
      const enough = isStream ? (streamBytes ?? 0) : Number.POSITIVE_INFINITY;
      const stopAtEnough = () => {
        if (taken < enough) return;
        done();
        req.destroy();
      };
      res.on("data", (chunk: Buffer) => {
        taken += chunk.length;
        if (taken < KEPT_BYTES) chunks.push(chunk);
        stopAtEnough();
      });
      res.on("end", done);
      res.on("error", (err) => end(0, String(err)));
      stopAtEnough();
    });
    req.setTimeout(TIMEOUT_MS, () => req.destroy(new Error("no answer in 30 s")));
    req.on("error", (err: NodeJS.ErrnoException) => {
      // A server may close a connection that it kept at the very moment in which it is used again (RFC 9112 section 9.5); the request was not looked at then.
      if (req.reusedSocket && err.code === "ECONNRESET") resolve(askOnce(stage, one));
      else end(0, String(err));
    });
    req.end(bytes);
  });
}
