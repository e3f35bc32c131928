import type { Readable } from "node:stream";
import { createWitness, type Witness } from "./witness";

/** The way out of the mesh, as far as a witness needs it. */
interface Post {
  request(request: {
    method: string;
    url: string;
    headers: Record<string, string>;
    body: string;
    signal: AbortSignal;
  }): Promise<{ statusCode: number; body: Readable }>;
}

const DEADLINE_MS = 5_000;
/** Under load there are several checkpoints a second; a witness needs the newest of each. */
const GAP_MS = 1_000;

/** Sends the newest checkpoint (a C2SP signed note) as the body of a POST. Any 2xx counts as received. */
export function httpWitness(url: string, egress: Post): Witness {
  return createWitness(
    url,
    async (note) => {
      const response = await egress.request({
        method: "POST",
        url,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: note,
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      response.body.on("error", () => {});
      response.body.resume();
      if (response.statusCode < 200 || response.statusCode > 299)
        throw new Error(`the witness answered ${response.statusCode}`);
    },
    { gapMs: GAP_MS },
  );
}
