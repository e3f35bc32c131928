import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { Principal } from "@/lib/identity/principal";
import { principalOfUser } from "@/lib/identity/user";
import type { TryEvent, TryInput } from "@/lib/protocols/try/try.schema";
import { gatewayApp } from "./gateway-app";
import { tryCall } from "./try-call";
import { tryEvents } from "./try-events";

const mesh = testMesh(gatewayApp);
const PERSON = principalOfUser({ id: "01990000-0000-7000-8000-000000000001", role: "operator", domains: [] });

/** A model that answers, or streams without end. */
const seen: { authorization: string | undefined; closed: boolean }[] = [];
const model = createServer((request, response) => {
  const entry = { authorization: request.headers.authorization, closed: false };
  seen.push(entry);
  response.on("close", () => {
    entry.closed = !response.writableFinished;
  });
  let text = "";
  request.on("data", (chunk) => {
    text += String(chunk);
  });
  request.on("end", () => {
    if (!text.includes('"stream":true')) {
      response.setHeader("content-type", "application/json");
      response.end(
        text.includes("html")
          ? "<script>1</script>"
          : JSON.stringify({
              object: "chat.completion",
              choices: [],
              usage: { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 },
            }),
      );
      return;
    }
    response.setHeader("content-type", "text/event-stream");
    response.write('data: {"choices":[{"index":0,"delta":{"content":"Hé"}}]}\n\n');
  });
});

beforeAll(async () => {
  await new Promise<void>((done) => model.listen(0, "127.0.0.1", done));
  const { port } = model.address() as AddressInfo;
  for (const name of ["chat", "closed"]) {
    await mesh().register("model", name, {
      api: "openai",
      url: `http://127.0.0.1:${port}/v1`,
      upstreamModel: "m",
      capabilities: ["chat"],
      auth: { type: "none" },
      price: { currency: "USD", input: "1", output: "1" },
    });
  }
  await mesh().policy('permit(principal is User, action, resource == Model::"chat");');
});
afterAll(() => {
  model.closeAllConnections();
  model.close();
});

const chat = (extra = ""): TryInput => ({
  kind: "model",
  name: "chat",
  body: `{"model":"chat","messages":[{"role":"user","content":"hi"}],"seed":12345678901234567890${extra}}`,
});

function attempt(input: TryInput, person: Principal = PERSON, signal = new AbortController().signal) {
  return tryCall(mesh().mesh, person, input, signal);
}

const lastCall = async () => (await mesh().calls()).at(-1);

describe("a call that a person tries", () => {
  it("is a governed call in the person's own name, recorded, priced and exact to the digit", async () => {
    const answer = await attempt(chat());
    expect(answer.status).toBe(200);
    const row = await lastCall();
    expect(row).toMatchObject({
      id: answer.headers.get("signalbox-call-id"),
      caller_kind: "user",
      caller_id: PERSON.caller.id,
      subject_id: `user:${PERSON.caller.id}`,
      chain: [`user:${PERSON.caller.id}`],
      decision: "allow",
      status: "completed",
    });
    expect(Number(row?.cost)).toBe(0.000005);
    const [sent] = await mesh().mesh.database
      .sql`select body from payloads where call_id = ${String(row?.id)} and direction = 'request'`;
    expect(sent?.body).toContain("12345678901234567890");
  });

  it("comes with a badge that lives for seconds, is for calls alone, and is on record", async () => {
    await attempt(chat());
    const row = await lastCall();
    const [entry] = await mesh().mesh.database.sql`
      select payload from audit_entries where type = 'io.signalbox.badge.issued' and object = ${`badge:${String(row?.badge_id)}`}`;
    const payload = entry?.payload as { scopes: string[]; expiresAt: string; grantType: string };
    expect(payload).toMatchObject({ grantType: "session", scopes: ["mesh"] });
    expect(Date.parse(payload.expiresAt) - Date.now()).toBeLessThanOrEqual(30_000);
    expect(seen.at(-1)?.authorization).toBeUndefined();
  });

  it("is refused by policy like anybody's, with the refusal on record", async () => {
    const answer = await attempt({
      kind: "model",
      name: "closed",
      body: '{"model":"closed","messages":[{"role":"user","content":"hi"}]}',
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: "policy_denied" } });
    expect(await lastCall()).toMatchObject({ status: "denied", decision: "deny", caller_kind: "user" });
  });

  it("ends at the callee when the person cancels it", async () => {
    const controller = new AbortController();
    const answer = await attempt(chat(',"stream":true'), PERSON, controller.signal);
    const reader = tryEvents(answer).getReader();
    const read = async () => JSON.parse(new TextDecoder().decode((await reader.read()).value)) as TryEvent;
    expect(await read()).toMatchObject({ event: "answer", status: 200 });
    expect(await read()).toMatchObject({ event: "piece" });
    controller.abort();
    await reader.cancel();
    await expect.poll(() => seen.at(-1)?.closed).toBe(true);
    await expect.poll(async () => (await lastCall())?.status).toBe("cancelled");
  });

  it("reaches the gateway from a process that serves the console alone, or says that none answers", async () => {
    const console = (publicUrl: string) => {
      const own = mesh().mesh;
      return { ...own, config: { ...own.config, role: "console" as const, publicUrl } };
    };
    const answer = await tryCall(console(mesh().url), PERSON, chat(), new AbortController().signal);
    expect(answer.status).toBe(200);
    expect(await lastCall()).toMatchObject({
      id: answer.headers.get("signalbox-call-id"),
      status: "completed",
    });
    const nowhere = tryCall(console("http://127.0.0.1:9"), PERSON, chat(), new AbortController().signal);
    await expect(nowhere).rejects.toMatchObject({
      code: "unavailable",
      message: "No gateway answers at http://127.0.0.1:9.",
    });
  });

  it("is for operators and above", async () => {
    const before = (await mesh().calls()).length;
    for (const role of ["viewer", "reviewer"] as const) {
      const person = principalOfUser({ id: PERSON.caller.id, role, domains: [] });
      await expect(attempt(chat(), person)).rejects.toMatchObject({ code: "permission_denied" });
    }
    expect((await mesh().calls()).length).toBe(before);
  });

  it("cannot reach outside its envelope", async () => {
    for (const body of ['{},"id":2', "[]", "1", '{"a":1}}', "{"]) {
      await expect(attempt({ kind: "mcp-server", name: "x", tool: "t", body })).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
    await expect(attempt({ kind: "model", name: "other", body: '{"model":"chat"}' })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});

describe("an answer that is told as it comes", () => {
  const told = async (answer: Response) =>
    (await new Response(tryEvents(answer)).text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as TryEvent);

  it("keeps characters whole and says when it broke", async () => {
    const bytes = new TextEncoder().encode("é");
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.slice(0, 1));
        controller.enqueue(bytes.slice(1));
      },
      pull(controller) {
        controller.error(new Error("gone"));
      },
    });
    const events = await told(new Response(body, { status: 207, headers: { "content-type": "text/html" } }));
    expect(events[0]).toEqual({ event: "answer", status: 207, contentType: "text/html", callId: null });
    expect(events.map((event) => (event.event === "piece" ? event.text : "")).join("")).toMatch(/^é?$/);
    expect(events.at(-1)).toEqual({ event: "broken" });
    expect((await told(new Response("whole"))).slice(1)).toEqual([
      { event: "piece", text: "whole" },
      { event: "end" },
    ]);
  });
});
