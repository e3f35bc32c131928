import { assertSameOrigin } from "@/app/_auth/assert-same-origin";
import { consoleApi } from "@/app/_data/console-api";
import { parseInput } from "@/lib/core/parse-input";
import { parseJson } from "@/lib/core/parse-json";
import { readBody } from "@/lib/gateway/read-body";
import { tryInput } from "@/lib/protocols/try/try.schema";
import { tryCall } from "@/lib/runtime/try-call";
import { tryEvents } from "@/lib/runtime/try-events";

/** One governed call in the name of the signed-in person; the answer is told as it comes. Leaving ends the call. */
export const POST = consoleApi(async ({ mesh, principal }, request) => {
  assertSameOrigin(request);
  const input = parseInput(tryInput, parseJson(await readBody(request, 2 * mesh.config.maxBodyBytes)));
  const answer = await tryCall(mesh, principal, input, request.signal);
  return new Response(tryEvents(answer), {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", "x-accel-buffering": "no" },
  });
});
