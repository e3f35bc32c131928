import { expect, test } from "vitest";
import { answerResponse } from "./answer-response";
import { authenticate } from "./authenticate";
import { governCall } from "./govern-call";
import { echoMesh } from "./testing/echo-mesh";

const echo = echoMesh();

test("a stream passes on as it comes and its outcome is on record when it ends", async () => {
  let release: () => void = () => {};
  echo.answer = (_req, res) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    res.write("data: 1\n\n");
    release = () => res.end("data: 2\n\n");
  };
  const response = await echo.call("open", "{}", {}, "?stream=1");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("data: 1\n\n");
  const id = response.headers.get("signalbox-call-id");
  expect(await echo.rowOf(id)).toMatchObject({ status: "admitted" });
  release();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read())
    rest += new TextDecoder().decode(next.value);
  expect(rest).toBe("data: 2\n\n");
  expect(await echo.rowOf(id)).toMatchObject({ status: "completed", response_bytes: "18" });
});

test("a caller that goes away ends the upstream and is recorded as cancelled", async () => {
  const closed = new Promise<void>((resolve) => {
    echo.answer = (_req, res) => {
      res.on("close", resolve);
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write("data: 1\n\n");
    };
  });
  const controller = new AbortController();
  const badge = echo.test().badge({ agent: "alice" });
  const response = await fetch(`${echo.test().url}/call/open?stream=1`, {
    method: "POST",
    body: "{}",
    headers: { authorization: `Bearer ${badge}` },
    signal: controller.signal,
  });
  await (response.body as ReadableStream<Uint8Array>).getReader().read();
  const id = response.headers.get("signalbox-call-id");
  controller.abort();
  await closed;
  await expect.poll(async () => (await echo.rowOf(id))?.status).toBe("cancelled");
});

test("a stream whose reader leaves before the first piece is recorded as cancelled and not left open", async () => {
  const { mesh } = echo.test();
  async function* pieces() {
    yield "never read";
  }
  const principal = await authenticate(
    mesh,
    new Request("http://mesh.test/", {
      headers: { authorization: `Bearer ${echo.test().badge({ agent: "alice" })}` },
    }),
  );
  const answered = await governCall(
    mesh,
    principal,
    {
      protocol: "openai",
      method: "echo",
      action: "useModel",
      callee: { kind: "model", name: "open" },
      payload: { contentType: "application/json", body: "{}" },
      forward: async () => ({
        kind: "stream",
        status: 200,
        headers: {},
        body: pieces(),
        upstreamStatus: 200,
      }),
    },
    {
      traceparent: undefined,
      tracestate: undefined,
      timeoutMs: undefined,
      signal: new AbortController().signal,
    },
  );
  const response = await answerResponse(answered);
  await response.body?.cancel();
  expect(await echo.rowOf(answered.callId)).toMatchObject({ status: "cancelled" });
  expect(mesh.inFlight.size).toBe(0);
});
