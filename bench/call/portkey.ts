import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Exchange } from "./exchange";

const START_MS = 30_000;

/** The gateway of the same ecosystem that a user can install: no authorisation, no record. Its own process, as `npx @portkey-ai/gateway` starts it. */
export async function startPortkey(): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const script = `node_modules/@portkey-ai/gateway/build/start-server.js`;
  const child = spawn(process.execPath, [script, `--port=${port}`, "--headless"], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production" },
  });
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const up = await fetch(url).then(
      (res) => res.ok,
      () => false,
    );
    if (up) return { url, child };
    await pause(100);
  }
  child.kill();
  throw new Error("the Portkey gateway did not start");
}

/** The same request with the headers that send it to our upstream. */
export function throughPortkey(exchange: Exchange, upstream: string): Exchange {
  const headers = {
    ...exchange.headers,
    authorization: "Bearer none",
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `${upstream}/v1`,
  };
  return { ...exchange, headers };
}

/** The gateway takes no port 0. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
