import type { Reply } from "./http";
import type { Stage } from "./stage";

/** Every status that a caller's own doing may lead to. 5xx is never among them. */
const LEGAL = new Set([
  200, 201, 202, 204, 400, 401, 403, 404, 405, 406, 408, 409, 413, 414, 415, 417, 421, 422, 429, 431,
]);

/** Traces of the inside: stacks, SQL, paths of files, names of libraries. */
const INSIDE = [
  /\bat .{1,200}:\d+:\d+\)?/,
  /\b(?:select|insert into|update|delete from)\b.{1,200}\b(?:from|values|set|where)\b.{0,50}\$\d/i,
  /node_modules|drizzle|postgres|undici|\.mjs\b|\.ts:\d/i,
  /\/(?:work|home|root|tmp|usr|app)\//,
  /\b(?:TypeError|RangeError|SyntaxError|PostgresError|ZodError|ECONN[A-Z]+)\b/,
];

/** Why the reply is not one that a stranger may get, or undefined. @param said texts of the request, which a reply may repeat */
export function illegal(reply: Reply, said = ""): string | undefined {
  if (!LEGAL.has(reply.status)) return `status ${reply.status}: ${reply.text}`;
  if (reply.status < 400 && !reply.text.includes('"error"')) return undefined;
  const leak = INSIDE.map((pattern) => pattern.exec(reply.text)?.[0]).find(
    (found) => found !== undefined && !said.includes(found),
  );
  return leak === undefined ? undefined : `tells of the inside: ${leak}`;
}

/** A refusal in any envelope. The callees of the stage never refuse anything. */
export function isRefusal(reply: Reply): boolean {
  return reply.status === 0 || reply.status >= 400 || /"error":\{"/.test(reply.text.slice(0, 400));
}

/** Why it is wrong that a callee saw what was refused, or undefined. */
export function leaked(stage: Stage, reply: Reply): string | undefined {
  const hits = stage.upstream.hitsOf(reply.traceId).length;
  if (isRefusal(reply) && hits > 0)
    return `refused (${reply.status}), yet ${hits} requests went upstream: ${reply.text}`;
  return undefined;
}
