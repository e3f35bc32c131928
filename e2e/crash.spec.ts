import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { expect, test } from "playwright/test";
import postgres from "postgres";
import { type GatewayProcess, gatewayProcess } from "./support/gateway-process";

/** How often each of the two is killed. */
const KILLS = Number(process.env.SIGNALBOX_KILLS ?? 4);
const CALLERS = 16;

let gateway: GatewayProcess;
let upstream: Server;
/** How often the callee acted on each key. */
const effects = new Map<string, number>();

test.beforeAll(async () => {
  upstream = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      if (req.method === "GET")
        return res.end(JSON.stringify({ object: "list", data: [{ id: "m", object: "model" }] }));
      const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as {
        messages: { content: string }[];
      };
      const key = messages[0]?.content ?? "";
      effects.set(key, (effects.get(key) ?? 0) + 1);
      const body = JSON.stringify({
        id: key,
        object: "chat.completion",
        model: "m",
        choices: [{ index: 0, message: { role: "assistant", content: key }, finish_reason: "stop" }],
        usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
      });
      setTimeout(() => res.setHeader("content-type", "application/json").end(body), 5 + Math.random() * 20);
    });
  });
  await new Promise<void>((done) => upstream.listen(0, "127.0.0.1", done));
  gateway = await gatewayProcess();
  await gateway.start();
  const { port } = upstream.address() as { port: number };
  await gateway.api("POST", "/domains", { name: "lab", title: "Lab" });
  await gateway.api("POST", "/models", {
    name: "m",
    domain: "lab",
    api: "openai",
    url: `http://127.0.0.1:${port}/v1`,
    price: { currency: "USD", input: "1", output: "2" },
  });
  await gateway.api("POST", "/policies", {
    name: "open",
    domain: "lab",
    text: '@id("open") permit(principal, action == Action::"useModel", resource == Model::"m");',
  });
});
test.afterAll(async () => {
  await gateway.remove();
  upstream.closeAllConnections();
  upstream.close();
});

test("killed in mid-traffic, the gateway loses nothing, repeats nothing and leaves nothing off the record", async () => {
  test.setTimeout(60_000 + KILLS * 15_000);
  await disturbed("gateway", async () => {
    await gateway.kill();
    await gateway.start();
  });
});

test("killed in mid-traffic, the database loses nothing either, and the gateway recovers by itself", async () => {
  test.setTimeout(60_000 + KILLS * 15_000);
  await disturbed("database", async () => {
    process.kill(postmasterPid(gateway.homeDir), "SIGKILL");
    await expect
      .poll(
        () =>
          fetch(`${gateway.url}/readyz`).then(
            (r) => r.status,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBe(200);
  });
});

/** Callers that send each key again until they have an answer, while something is killed several times; then the books are compared. */
async function disturbed(name: string, disturb: () => Promise<void>): Promise<void> {
  const seen: Seen = { acknowledged: new Map(), unsettled: new Set() };
  let running = true;
  let badge = await gateway.badge();
  const caller = async (id: number) => {
    for (let n = 0; running; n++) await untilAnswered(`${name}-${id}-${n}`, () => badge, seen);
  };
  const callers = Array.from({ length: CALLERS }, (_, id) => caller(id));
  for (let kill = 0; kill < KILLS; kill++) {
    await new Promise((done) => setTimeout(done, 300 + Math.random() * 700));
    await disturb();
    badge = await gateway.badge();
  }
  await new Promise((done) => setTimeout(done, 500));
  running = false;
  await Promise.all(callers);
  await compareBooks(`${name}-`, seen);
}

interface Seen {
  /** Call ids by key. */
  acknowledged: Map<string, string>;
  unsettled: Set<string>;
}

async function untilAnswered(key: string, badge: () => string, seen: Seen): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const response = await send(key, badge()).catch(() => undefined);
    if (response?.status === 200) {
      seen.acknowledged.set(key, response.callId);
      return;
    }
    if (response?.code === "outcome_unknown") {
      seen.unsettled.add(key);
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function compareBooks(prefix: string, { acknowledged, unsettled }: Seen): Promise<void> {
  const sql = postgres(databaseUrl(gateway.homeDir), { max: 1, onnotice: () => {} });
  try {
    expect(acknowledged.size).toBeGreaterThan(CALLERS);
    const acted = [...effects].filter(([key]) => key.startsWith(prefix));
    expect(acted.filter(([, count]) => count > 1)).toEqual([]);
    expect([...acknowledged.keys()].filter((key) => !effects.has(key))).toEqual([]);

    const rows = await sql<{ id: string; key: string; status: string }[]>`
      select c.id, c.status, p.body::jsonb #>> '{messages,0,content}' as key
      from calls c join payloads p on p.call_id = c.id and p.direction = 'request'
      where c.callee_name = 'm' and p.body like ${`%${prefix}%`} and c.decision = 'allow'`;
    const byKey = new Map(rows.map((row) => [row.key, row]));
    // Every effect has its record, and every acknowledged call a completed one.
    expect(acted.filter(([key]) => !byKey.has(key))).toEqual([]);
    expect(
      [...acknowledged].filter(
        ([key, id]) => byKey.get(key)?.status !== "completed" || byKey.get(key)?.id !== id,
      ),
    ).toEqual([]);
    expect([...unsettled].filter((key) => byKey.get(key)?.status !== "outcome_unknown")).toEqual([]);
    expect(rows.filter((row) => row.status === "admitted")).toEqual([]);
    const entries = await sql<{ call_id: string; count: number }[]>`
      select call_id, count(*)::int as count from audit_entries where object = 'model:m' and call_id is not null group by call_id`;
    const counted = new Map(entries.map((entry) => [entry.call_id, entry.count]));
    expect(rows.filter((row) => counted.get(row.id) !== 2)).toEqual([]);
    const [money] = await sql`
      select (select coalesce(sum(cost), 0) from calls) = (select coalesce(sum(cost), 0) from ledger) as equal`;
    expect(money?.equal).toBe(true);
  } finally {
    await sql.end();
  }
}

async function send(
  key: string,
  badge: string,
): Promise<{ status: number; callId: string; code: string | undefined }> {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${badge}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: key }] }),
    signal: AbortSignal.timeout(10_000),
  });
  const body = (await response.json()) as { id?: string; error?: { code?: string } };
  if (response.status === 200 && body.id !== key) throw new Error(`the answer to ${key} is ${body.id}`);
  return {
    status: response.status,
    callId: response.headers.get("signalbox-call-id") ?? "",
    code: body.error?.code,
  };
}

function postmasterPid(homeDir: string): number {
  return Number(readFileSync(join(homeDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** The embedded database of a data folder: its port stands in the server's lock file (line 4). */
function databaseUrl(homeDir: string): string {
  const port = readFileSync(join(homeDir, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const password = readFileSync(join(homeDir, "postgres.password"), "utf8").trim();
  return `postgres://signalbox:${password}@127.0.0.1:${port}/postgres`;
}
