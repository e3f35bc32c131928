import { createServer, type Server } from "node:http";
import { expect, test } from "playwright/test";
import { type GatewayProcess, gatewayProcess } from "./support/gateway-process";

let gateway: GatewayProcess;
let upstream: Server;
let release: (() => void) | undefined;

test.beforeAll(async () => {
  upstream = createServer((req, res) => {
    req.resume().on("end", () => {
      res.setHeader("content-type", "application/json");
      if (req.method === "GET") return res.end(JSON.stringify({ data: [{ id: "m" }] }));
      release = () =>
        res.end(JSON.stringify({ id: "x", object: "chat.completion", model: "m", choices: [] }));
    });
  });
  await new Promise<void>((done) => upstream.listen(0, "127.0.0.1", done));
  const { port } = upstream.address() as { port: number };
  gateway = await gatewayProcess();
  await gateway.start();
  await gateway.api("POST", "/domains", { name: "lab", title: "Lab" });
  await gateway.api("POST", "/models", {
    name: "m",
    domain: "lab",
    api: "openai",
    url: `http://127.0.0.1:${port}/v1`,
  });
  await gateway.api("POST", "/policies", {
    name: "open",
    domain: "lab",
    text: "permit(principal, action, resource);",
  });
});
test.afterAll(async () => {
  await gateway.remove();
  upstream.closeAllConnections();
  upstream.close();
});

test("told to stop, it finishes the call in flight, takes no new one and exits with 0", async () => {
  const badge = await gateway.badge();
  const call = () =>
    fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "m", messages: [] }),
    });
  const inFlight = call();
  await expect.poll(() => release !== undefined).toBe(true);
  const stopped = gateway.stop();
  // An idle connection may be closed under a request; a client tries again on a new one.
  const ready = () =>
    fetch(`${gateway.url}/readyz`).then(
      (r) => r.status,
      () => 0,
    );
  await expect.poll(ready).toBe(503);
  const late = () =>
    call().then(
      (r) => `${r.status} ${r.headers.get("retry-after")}`,
      () => "",
    );
  await expect.poll(late).toBe("503 1");
  release?.();
  expect((await inFlight).status).toBe(200);
  expect(await stopped).toBe(0);
});
