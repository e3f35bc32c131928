import { connect, type Socket } from "node:net";

/** What came back over a bare connection. */
export interface RawReply {
  /** Status of each answer, in order. */
  statuses: number[];
  text: string;
  /** Whether the server ended the connection. */
  closed: boolean;
  ms: number;
  /** Bytes that could be sent. */
  sent: number;
}

const QUIET_MS = 400;
const LIMIT_MS = 20_000;

/** Writes bytes to a connection as they are and collects what comes back until the server closes, or is quiet for a moment after it said something. */
export function sendRaw(
  port: number,
  bytes: string | Buffer,
  options: { quietMs?: number } = {},
): Promise<RawReply> {
  return converse(port, options.quietMs ?? QUIET_MS, async (socket) => {
    socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  });
}

/** Sends a head and then piece after piece for as long as the server takes them, at most `count` times. */
export function sendStream(port: number, head: string, piece: Buffer, count: number): Promise<RawReply> {
  return converse(port, 1_000, async (socket) => {
    socket.write(Buffer.from(head, "latin1"));
    for (let at = 0; at < count && !socket.destroyed && socket.writable; at++) {
      if (!socket.write(piece)) await drained(socket);
    }
  });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((done) => {
    const on = () => {
      socket.off("drain", on).off("close", on);
      done();
    };
    socket.once("drain", on).once("close", on);
  });
}

function converse(
  port: number,
  quietMs: number,
  speak: (socket: Socket) => Promise<void>,
): Promise<RawReply> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let quiet: NodeJS.Timeout | undefined;
    let answeredMs: number | undefined;
    const socket = connect(port, "127.0.0.1", () => void speak(socket));
    const end = (closed: boolean) => {
      clearTimeout(quiet);
      clearTimeout(limit);
      socket.destroy();
      const text = Buffer.concat(chunks).toString("latin1");
      const statuses = [...text.matchAll(/(?:^|\n|\})HTTP\/1\.1 (\d{3})/g)].map(([, status]) =>
        Number(status),
      );
      const ms = (answeredMs ?? performance.now()) - startedMs;
      resolve({ statuses, text, closed, ms, sent: socket.bytesWritten });
    };
    const limit = setTimeout(() => end(false), LIMIT_MS);
    socket.on("data", (chunk: Buffer) => {
      answeredMs ??= performance.now();
      chunks.push(chunk);
      clearTimeout(quiet);
      quiet = setTimeout(() => end(false), quietMs);
    });
    socket.on("error", () => {});
    socket.on("close", () => end(true));
  });
}
