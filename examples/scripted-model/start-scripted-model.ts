import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type ScriptedModelOptions, scriptedModelApp } from "./app";
import { SCRIPT } from "./script";

export interface ScriptedModel {
  /** Base address without a path: `http://127.0.0.1:port`. OpenAI's SDK takes it with `/v1`. */
  url: string;
  close(): Promise<void>;
}

/** Serves the scripted model on loopback. Port 0 takes a free one. */
export async function startScriptedModel(
  options: Partial<ScriptedModelOptions> & { port?: number } = {},
): Promise<ScriptedModel> {
  const app = scriptedModelApp({
    script: options.script ?? SCRIPT,
    apiKey: options.apiKey,
    pauseMs: options.pauseMs ?? 15,
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: "127.0.0.1" }, () =>
      resolve(started),
    );
    started.once("error", reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
