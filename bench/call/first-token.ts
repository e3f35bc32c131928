import { Agent, request as httpRequest } from "node:http";
import type { Exchange } from "./exchange";
import { median } from "./report";

export interface FirstTokenRequest extends Exchange {
  base: string;
  times: number;
}

/** How long the first byte of a streamed answer takes, in milliseconds: the median of calls made one after another. */
export async function firstToken({ base, path, headers, body, times }: FirstTokenRequest): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const waitsMs: number[] = [];
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const startedMs = performance.now();
      const request = httpRequest(base + path, { method: "POST", headers, agent }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`));
        response.once("data", () => waitsMs.push(performance.now() - startedMs));
        response.on("end", resolve).on("error", reject);
      });
      request.on("error", reject).end(body);
    });
  for (let call = 0; call < times; call++) await once();
  agent.destroy();
  return median(waitsMs);
}
