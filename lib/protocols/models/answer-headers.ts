import type { IncomingHttpHeaders } from "node:http";

/** Exactly these, so that cookies and names of the mesh's account with the provider stay here. */
const PASSED = new Set([
  "content-type",
  "request-id",
  "x-request-id",
  "retry-after",
  "retry-after-ms",
  "x-should-retry",
  "openai-processing-ms",
  "openai-version",
]);
const FORMATS = /^(?:application\/json|text\/event-stream)[ \t]*(?:;|$)/i;
const PASSED_PREFIXES = ["x-ratelimit-", "anthropic-ratelimit-"];

/** The headers of a provider's answer that the caller gets: the format, its request id and how to go on after a limit. */
export function answerHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== "string") continue;
    // Never a page from the mesh's own address, whatever the provider says that it sends.
    if (name === "content-type" && !FORMATS.test(value)) passed[name] = "text/plain; charset=utf-8";
    else if (PASSED.has(name) || PASSED_PREFIXES.some((prefix) => name.startsWith(prefix)))
      passed[name] = value;
  }
  return passed;
}
