import { type ChildProcess, spawn } from "node:child_process";
import type { Exchange } from "./exchange";
import { freePort } from "./free-port";
import { untilUp } from "./until-up";

/** The gateway of the same ecosystem that a user can install: no authorisation, no record. Its own process, as `npx @portkey-ai/gateway` starts it. */
export async function startPortkey(): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const script = "node_modules/@portkey-ai/gateway/build/start-server.js";
  const child = spawn(process.execPath, [script, `--port=${port}`, "--headless"], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production" },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilUp(url, child, "the Portkey gateway");
  return { url, child };
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
