import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTP_STATUS } from "@/lib/core/error-http";
import type { ErrorCode } from "@/lib/core/errors";

/** Why a request does not get to any door, or undefined. */
export interface Refusal {
  code: ErrorCode;
  message: string;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const HOST = /^(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * What node:http lets through although two readers of it could disagree, or no door knows what to do with it. Everything else that is malformed (RFC 9112: length and transfer coding together, folded lines, bare
 * line feeds, control characters) node:http refuses itself.
 */
export function refusalOf(req: IncomingMessage): Refusal | undefined {
  if (!METHODS.has(req.method ?? ""))
    return { code: "method_not_allowed", message: "The method is not known here." };
  // A proxy in front reads the authority of an absolute target, and this server the Host header: they must not be able to differ.
  if (!req.url?.startsWith("/")) return invalid("The request target must be a path.");
  if (pathOf(req.url).includes("\\")) return invalid("The path has a backslash.");
  if (countOf(req, "host") !== 1 || !HOST.test(req.headers.host ?? "")) {
    return invalid("There must be one Host header with a host name.");
  }
  const coding = req.headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked") {
    return invalid("The transfer coding is not known here.");
  }
  return undefined;
}

/** Answers a refused request and ends its connection: what follows on it may be the rest of an attack. */
export function answerRefusal(res: ServerResponse, { code, message }: Refusal): void {
  res.writeHead(HTTP_STATUS[code], {
    "content-type": "application/json",
    "cache-control": "no-store",
    connection: "close",
  });
  res.end(JSON.stringify({ error: { code, message } }));
}

function invalid(message: string): Refusal {
  return { code: "invalid_request", message };
}

function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? target;
}

/** How often a header was sent; node:http keeps the first of those that may stand once. */
function countOf(req: IncomingMessage, name: string): number {
  let count = 0;
  for (let at = 0; at < req.rawHeaders.length; at += 2) {
    if (req.rawHeaders[at]?.toLowerCase() === name) count++;
  }
  return count;
}
