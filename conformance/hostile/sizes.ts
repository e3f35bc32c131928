import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { JSON_DOORS, type JsonDoor } from "./doors";
import { illegal, leaked } from "./expectations";
import type { Part } from "./findings";
import { ask, atBest, type Reply } from "./http";
import { sendRaw, sendStream } from "./raw";
import type { Stage } from "./stage";

const MIB = 1024 * 1024;
const MAX_GROWTH_MB = 50;
const BOMB_MS = 200;
const NESTED_MS = 50;
const PIECE = Buffer.alloc(64 * 1024, 0x20);

/** Bodies and heads that are too much of something. All of it is refused by what it says it is, or by the first bytes too many; nothing is inflated, and the process stays small. */
export const sizes: Part = async (stage, findings) => {
  const check = (id: string, reply: Reply, statuses: readonly number[], maxMs = 1_000) => {
    const wrong =
      illegal(reply) ??
      leaked(stage, reply) ??
      (!refusedWith(reply, statuses) ? `status ${reply.status}: ${reply.text}` : undefined) ??
      (reply.ms > maxMs ? `took ${Math.round(reply.ms)} ms` : undefined);
    findings.check(`sizes/${id}`, wrong === undefined, () => wrong ?? "");
  };
  await gauge(stage);
  const before = stage.rssMb();

  for (const door of JSON_DOORS) {
    const deep = (levels: number) => Buffer.from("[".repeat(levels) + "]".repeat(levels));
    const at64 = await ask(stage, door.ask(deep(64)));
    findings.check(`sizes/${door.name}/depth 64`, !door.refusedAsJson(at64), () => at64.text);
    check(`${door.name}/depth 65`, await ask(stage, door.ask(deep(65))), [400]);
    await nested(stage, door, check);
    check(`${door.name}/repeated member`, await ask(stage, door.ask(repeated(door))), [400]);
    check(`${door.name}/__proto__`, await ask(stage, door.ask(polluted(door))), [400]);
    check(`${door.name}/over 1 MiB`, await ask(stage, door.ask(Buffer.alloc(MIB + 1, 0x20))), [413]);
    for (const [coding, compress] of CODINGS) {
      const empty = door.ask(Buffer.alloc(0));
      for (const megabytes of [1, 10]) {
        // What inflates to this much is small, so only the coding's name gives it away.
        const body = compress(Buffer.alloc(megabytes * MIB));
        const headers = { ...empty.headers, "content-encoding": coding };
        const reply = await atBest(stage, { ...empty, headers, body }, BOMB_MS);
        check(`${door.name}/${coding} of ${megabytes} MiB`, reply, [413, 415, 400], BOMB_MS);
      }
    }
  }
  const bomb = {
    method: "POST",
    path: "/v1/chat/completions",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
    body: gzipBomb(),
  };
  check("10 MB that inflate to 10 GB", await atBest(stage, bomb, BOMB_MS), [413], BOMB_MS);
  const batch = JSON.stringify(
    Array.from({ length: 51 }, (_, id) => ({ jsonrpc: "2.0", id, method: "ping" })),
  );
  for (const door of JSON_DOORS.filter(({ name }) => name.startsWith("mcp"))) {
    check(`${door.name}/batch of 51`, await ask(stage, door.ask(Buffer.from(batch))), [400]);
  }
  await heads(stage, findings);
  await giants(stage, findings);
  const growth = stage.rssMb() - before;
  findings.figures["memory grown by oversized input, MiB"] = Math.round(growth);
  findings.check("sizes/memory", growth < MAX_GROWTH_MB, () => `grew by ${Math.round(growth)} MiB`);
};

const CODINGS = [
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
  ["deflate", deflateSync],
] as const;

/** A2A tells some refusals with HTTP 200 and the error inside. */
function refusedWith(reply: Reply, statuses: readonly number[]): boolean {
  return (
    statuses.includes(reply.status) || (reply.status === 200 && /"error":\{"code":-3\d{4}/.test(reply.text))
  );
}

/** The heap has its working size before it is measured. */
async function gauge(stage: Stage): Promise<void> {
  for (const door of JSON_DOORS) await ask(stage, door.ask(Buffer.alloc(MIB, 0x20)));
}

async function nested(
  stage: Stage,
  door: JsonDoor,
  check: (id: string, reply: Reply, statuses: readonly number[], maxMs?: number) => void,
): Promise<void> {
  const body = Buffer.from("[".repeat(100_000));
  check(
    `${door.name}/100,000 open brackets`,
    await atBest(stage, door.ask(body), NESTED_MS),
    [400, 413],
    NESTED_MS,
  );
}

/** The door's own message with a second `jsonrpc`, `model` or whatever comes first. */
function repeated({ sample }: JsonDoor): Buffer {
  const text = JSON.stringify(Array.isArray(sample) ? sample[0] : sample);
  const twice = `{${text.slice(1, text.indexOf(",") + 1)}${text.slice(1)}`;
  return Buffer.from(Array.isArray(sample) ? `[${twice}]` : twice);
}

function polluted({ sample }: JsonDoor): Buffer {
  const text = JSON.stringify(sample);
  const open = text.indexOf("{") + 1;
  return Buffer.from(`${text.slice(0, open)}"__proto__":{"admin":true},${text.slice(open)}`);
}

/** Members of 100 MB of zeros each, one after another: gzip reads them as one file of 10 GB. */
function gzipBomb(): Buffer {
  const member = gzipSync(Buffer.alloc(100 * 1000 * 1000));
  return Buffer.concat(Array.from({ length: 100 }, () => member));
}

async function heads(stage: Stage, findings: Parameters<Part>[1]): Promise<void> {
  const line = "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n";
  const cases: Record<string, [string, number[]]> = {
    "64 kB header": [`${line}X-Big: ${"a".repeat(65_536)}\r\n\r\n`, [431]],
    "100,000 headers": [`${line}${"a:b\r\n".repeat(100_000)}\r\n`, [431]],
    "64 kB path": [`GET /a2a/${"a".repeat(65_536)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, [431, 414]],
    "64 kB header name": [`${line}${"a".repeat(65_536)}: b\r\n\r\n`, [431]],
    "64 kB method": [`${"A".repeat(65_536)} / HTTP/1.1\r\nHost: localhost\r\n\r\n`, [400, 431]],
  };
  for (const [name, [head, statuses]] of Object.entries(cases)) {
    const { statuses: got, closed, ms } = await sendRaw(stage.port, head);
    // A server that closes while more arrives may lose its answer to a reset; closed it must be.
    const fine = closed && ms < 1_000 && (got.length === 0 || statuses.includes(got[0] ?? 0));
    findings.check(`sizes/${name}`, fine, () => `${got} closed=${closed} after ${Math.round(ms)} ms`);
  }
}

/** A gigabyte, said beforehand and not. */
async function giants(stage: Stage, findings: Parameters<Part>[1]): Promise<void> {
  const authorization = `Authorization: Bearer ${await stage.badge()}\r\n`;
  const head = (path: string, more: string) =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nA2A-Version: 1.0\r\n${more}\r\n`;
  const chunk = Buffer.concat([Buffer.from("10000\r\n"), PIECE, Buffer.from("\r\n")]);
  const gigabyte = (1024 * MIB) / PIECE.length;
  const paths = [
    "/a2a",
    "/a2a/yes-agent",
    "/a2a/yes-agent/message:send",
    "/mcp/yes-tools",
    "/mcp",
    "/v1/messages",
    "/api/v1/domains",
    "/oauth/token",
    "/a2a/yes-agent/push/x",
    "/nowhere",
  ];
  for (const path of paths) {
    for (const [who, badge] of [
      ["badge", authorization],
      ["nobody", ""],
    ] as const) {
      const said = await sendStream(
        stage.port,
        head(path, `${badge}Content-Length: ${1024 * MIB}\r\n`),
        PIECE,
        gigabyte,
      );
      const unsaid = await sendStream(
        stage.port,
        head(path, `${badge}Transfer-Encoding: chunked\r\n`),
        chunk,
        gigabyte,
      );
      for (const [how, { statuses, sent, closed }] of [
        ["said", said],
        ["chunked", unsaid],
      ] as const) {
        const status = statuses[0] ?? 0;
        const fine = closed && sent < 100 * MIB && (status === 0 || (status >= 400 && status < 500));
        findings.check(
          `sizes/1 GB, ${how}, ${who}, ${path}`,
          fine,
          () => `status ${status}, ${Math.round(sent / MIB)} MiB taken, closed=${closed}`,
        );
      }
    }
  }
  const patient = await sendRaw(
    stage.port,
    head("/v1/messages", `${authorization}Expect: 100-continue\r\nContent-Length: ${1024 * MIB}\r\n`),
  );
  findings.check("sizes/1 GB, asked for first", patient.statuses[0] === 413, () => `${patient.statuses}`);
}
