import { connect, type Socket } from "node:net";
import type { Findings, Part } from "./findings";
import { ask } from "./http";
import type { Stage } from "./stage";
import { BIG, BIG_CHARS } from "./upstream";

const FULL = 1_000;
const QUICK = 200;
const HEALTHY = 160;
const LANES = 4;
const TRICKLE_MS = 1_500;
const MAX_GROWTH_MB = 80;
/** How long each kind may hold its connection, in milliseconds: the timeout, the interval at which it is looked at, and leeway for a busy machine. */
const HELD_MS = { headers: 10_000 + 6_000, body: 30_000 + 6_000, reading: 30_000 + 6_000 };
/** Each of them makes the mesh hold a long answer, so they are few. */
const READERS = 10;

const ASK_MUCH = JSON.stringify({ model: "m", messages: [{ role: "user", content: BIG }] });

type Kind = keyof typeof HELD_MS;

interface Slow {
  kind: Kind;
  socket: Socket;
  openedMs: number;
  closedMs?: number;
  /** Bytes that came. */
  taken: number;
}

/**
 * Connections that send their head byte by byte, their body byte by byte, or never read what they asked for. While they are open, others are served as before; each is ended in its time. The quick slice waits for those
 * with the shortest time only.
 */
export const slowClients: Part = async (stage, findings, quick) => {
  await healthy(stage, findings);
  const usual = await healthy(stage, findings);
  const rssMb = stage.rssMb();
  const all = await open(stage, quick ? QUICK : FULL, ["headers", "body"]);
  const trickle = setInterval(() => {
    for (const { kind, socket } of all) if (kind !== "reading" && socket.writable) socket.write("a");
  }, TRICKLE_MS);
  // Their arrival is a burst like any other; what is measured is how they are to live with.
  await healthy(stage, findings);
  const growth = stage.rssMb() - rssMb;
  all.push(...(await open(stage, READERS, ["reading"])));
  await healthy(stage, findings);
  const meanwhile = await healthy(stage, findings);
  findings.figures["slow clients"] = all.length;
  findings.figures["p99 of others before, ms"] = Math.round(usual);
  findings.figures["p99 of others meanwhile, ms"] = Math.round(meanwhile);
  // On a shared machine a p99 of few milliseconds doubles by itself; what slow clients could do to it is seconds.
  findings.check(
    "slow/others",
    meanwhile < usual * 1.2 + 100,
    () => `${usual.toFixed(0)} -> ${meanwhile.toFixed(0)} ms`,
  );
  findings.check("slow/memory", growth < MAX_GROWTH_MB, () => `grew by ${Math.round(growth)} MiB`);
  stage.atEnd(async () => {
    try {
      for (const kind of quick ? (["headers"] as const) : (["headers", "body", "reading"] as const))
        await ended(all, kind, findings);
    } finally {
      clearInterval(trickle);
      for (const { socket } of all) socket.destroy();
    }
  });
};

async function open(stage: Stage, count: number, kinds: readonly Kind[]): Promise<Slow[]> {
  const authorization = `Authorization: Bearer ${await stage.badge()}\r\n`;
  const begin: Record<Kind, string> = {
    headers: "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    body: `POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n${authorization}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`,
    reading: `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n${authorization}Content-Type: application/json\r\nContent-Length: ${ASK_MUCH.length}\r\n\r\n${ASK_MUCH}`,
  };
  return Array.from({ length: count }, (_, at) => {
    const kind = kinds[at % kinds.length] ?? "headers";
    const socket = connect(stage.port, "127.0.0.1");
    const slow: Slow = { kind, socket, openedMs: performance.now(), taken: 0 };
    socket.on("data", (chunk: Buffer) => {
      slow.taken += chunk.length;
    });
    if (kind === "reading") socket.pause();
    socket.on("error", () => {});
    socket.on("close", () => {
      slow.closedMs = performance.now();
    });
    socket.write(begin[kind]);
    return slow;
  });
}

/** The 99th percentile of honest calls, in milliseconds. */
async function healthy(stage: Stage, findings: Findings): Promise<number> {
  const times: number[] = [];
  const lane = async () => {
    for (let n = 0; n < HEALTHY / LANES; n++) {
      const body = '{"model":"m","messages":[{"role":"user","content":"hello"}]}';
      const headers = { "content-type": "application/json" };
      const reply = await ask(stage, { method: "POST", path: "/v1/chat/completions", headers, body });
      if (reply.status !== 200)
        findings.check("slow/others answered", false, () => `${reply.status} ${reply.text}`);
      times.push(reply.ms);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY;
}

async function ended(all: readonly Slow[], kind: Kind, findings: Findings): Promise<void> {
  const mine = all.filter((slow) => slow.kind === kind);
  const lastMs = Math.max(...mine.map(({ openedMs }) => openedMs)) + HELD_MS[kind];
  // A paused connection tells that its other side is gone only when it is read again.
  const isOver = () => kind !== "reading" && mine.every(({ closedMs }) => closedMs !== undefined);
  while (performance.now() < lastMs && !isOver()) await new Promise((done) => setTimeout(done, 200));
  if (kind === "reading") await readOn(mine);
  const left = mine.filter(({ closedMs, taken }) => closedMs === undefined || taken > BIG_CHARS).length;
  findings.check(`slow/${kind} ended`, left === 0, () => `${left} of ${mine.length} were not ended`);
}

/** Takes what there still is: a part of the answer, then the end of the connection. */
async function readOn(mine: readonly Slow[]): Promise<void> {
  for (const { socket } of mine) socket.resume();
  for (let n = 0; n < 50 && mine.some(({ closedMs }) => closedMs === undefined); n++) {
    await new Promise((done) => setTimeout(done, 200));
  }
}
