import { illegal } from "./expectations";
import type { Part } from "./findings";
import { SCRIPTS, type Script } from "./hostile-callee";
import { type Ask, ask, type Reply } from "./http";
import type { Stage } from "./stage";
import { withDatabase } from "./with-database";

const MAX_MS = 20_000;
const MAX_GROWTH_MB = 250;
const HONEST = 2;
const MOST_TRIES = 10;
const AGAIN_MS = 500;
const STREAM_BYTES = 8 * 1024 * 1024;
const HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** Doors of each kind, to a callee that was honest when it was registered. */
const CALLS: Record<string, () => Ask> = {
  "a2a/yes-agent": () =>
    post("/a2a/yes-agent", { jsonrpc: "2.0", id: 1, method: "SendMessage", params: send() }, "1.0"),
  "a2a/old-rpc-agent": () =>
    post("/a2a/old-rpc-agent", { jsonrpc: "2.0", id: 1, method: "SendMessage", params: send() }, "1.0"),
  "a2a/old-rpc-agent stream": () => ({
    ...post(
      "/a2a/old-rpc-agent",
      { jsonrpc: "2.0", id: 1, method: "SendStreamingMessage", params: send() },
      "1.0",
    ),
    streamBytes: STREAM_BYTES,
  }),
  "a2a/rest-agent": () => post("/a2a/rest-agent/message:send", send(), "1.0"),
  "mcp/yes-tools": () =>
    post("/mcp/yes-tools", { jsonrpc: "2.0", id: 1, method: "resources/list", params: {} }),
  "mcp/modern-tools": () =>
    post("/mcp/modern-tools", { jsonrpc: "2.0", id: 1, method: "resources/list", params: {} }),
  "v1/m": () => post("/v1/chat/completions", { model: "m", messages: [{ role: "user", content: "hello" }] }),
  "v1/m stream": () => ({
    ...post("/v1/chat/completions", {
      model: "m",
      stream: true,
      messages: [{ role: "user", content: "hello" }],
    }),
    streamBytes: STREAM_BYTES,
  }),
  "v1/c": () =>
    post("/v1/messages", { model: "c", max_tokens: 5, messages: [{ role: "user", content: "hello" }] }),
};

function send() {
  return { message: { messageId: crypto.randomUUID(), role: "ROLE_USER", parts: [{ text: "hello" }] } };
}

function post(path: string, body: unknown, version?: string): Ask {
  const headers = { ...HEADERS, ...(version ? { "a2a-version": version } : {}) };
  return { method: "POST", path, headers, body: JSON.stringify(body) };
}

/**
 * Callees that turn hostile after they were registered: whatever they answer, the caller hears within the deadline that the callee failed (or gets what it said), nothing of the inside is told, the process stays small, and
 * every call has an outcome on record.
 */
export const callees: Part = async (stage, findings, quick) => {
  const before = stage.rssMb();
  for (const [at, [name, script]] of Object.entries(SCRIPTS).entries()) {
    for (const [index, [door, call]] of Object.entries(CALLS).entries()) {
      // The quick slice takes each answer at a third of the doors.
      if (quick && (at + index) % 3 !== 0) continue;
      const { reply, reached } = await askHostile(stage, call, script);
      const wrong = reached ? problemOf(reply) : `was not asked: ${reply.status} ${reply.text}`;
      findings.check(`callees/${door}/${name}`, wrong === undefined, () => wrong ?? "");
    }
  }
  const growth = stage.rssMb() - before;
  findings.figures["memory grown by hostile callees, MiB"] = Math.round(growth);
  findings.check("callees/memory", growth < MAX_GROWTH_MB, () => `grew by ${Math.round(growth)} MiB`);
  findings.check("callees/alive", await stage.alive(), () => "the process died or does not answer");
  await settled(stage, findings);
};

/** A call that is answered by the script. A callee that only fails is soon left alone, and then nothing would be tested any more: so it is honest in between, and asked again after a moment. */
async function askHostile(
  stage: Stage,
  call: () => Ask,
  script: Script,
): Promise<{ reply: Reply; reached: boolean }> {
  for (let tries = 0; ; tries++) {
    for (let n = 0; n < HONEST; n++) await ask(stage, call());
    const before = stage.upstream.scripted;
    stage.upstream.script = script;
    const reply = await ask(stage, call());
    stage.upstream.script = undefined;
    const reached = stage.upstream.scripted > before;
    if (reached || tries === MOST_TRIES) return { reply, reached };
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

/** A 5xx here says that the callee failed, and a connection that breaks that a stream did; neither is the mesh's own failure. */
function problemOf(reply: Reply): string | undefined {
  if (reply.ms > MAX_MS) return `took ${Math.round(reply.ms)} ms`;
  if (reply.status === 0) return undefined;
  if (
    !/^(?:application\/(?:a2a\+)?json|text\/event-stream|text\/plain)/.test(
      String(reply.headers["content-type"]),
    )
  ) {
    return `came as ${reply.headers["content-type"]}`;
  }
  if (reply.headers["x-content-type-options"] !== "nosniff") return "may be sniffed";
  if (/"code":"internal"|"reason":"INTERNAL"/.test(reply.text)) return `failed inside: ${reply.text}`;
  return [500, 502, 503, 504].includes(reply.status) ? illegal({ ...reply, status: 400 }) : illegal(reply);
}

/** Every call that was let through has ended on record. */
async function settled(stage: Stage, findings: Parameters<Part>[1]): Promise<void> {
  await withDatabase(stage, async (sql) => {
    let open = 1;
    for (let n = 0; n < 50 && open > 0; n++) {
      const [row] = await sql<
        { open: number }[]
      >`select count(*)::int as open from calls where status = 'admitted'`;
      open = row?.open ?? 0;
      if (open > 0) await new Promise((done) => setTimeout(done, 100));
    }
    findings.check("callees/outcomes", open === 0, () => `${open} calls have no outcome`);
  });
}
