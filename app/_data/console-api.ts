import "server-only";
import type { NextRequest } from "next/server";
import type { CurrentUser } from "@/app/_auth/current-user";
import { requireUserOrThrow } from "@/app/_auth/require-user";
import { errorResponse } from "@/lib/core/error-http";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { queryObject } from "@/lib/core/query-object";
import { operationError } from "@/lib/identity/operation-error";

/**
 * A route handler for the console's own screens: only for signed-in people, never cached, and each answer carries a request id under which the log has its failure.
 * @param handler gives what is answered as JSON, or a response of its own
 */
export function consoleApi<P>(
  handler: (current: CurrentUser, request: NextRequest, params: P) => Promise<unknown>,
): (request: NextRequest, context: { params: Promise<P> }) => Promise<Response> {
  return async (request, context) => {
    const requestId = newId();
    try {
      const answer = await handler(await requireUserOrThrow(), request, await context.params);
      const response = answer instanceof Response ? answer : Response.json(answer);
      response.headers.set("x-request-id", requestId);
      response.headers.set("cache-control", "no-store, no-transform");
      return response;
    } catch (thrown) {
      const err = operationError(thrown);
      if (err.code === "internal") log.error({ err, requestId }, "a console request failed");
      return errorResponse(err, { "x-request-id": requestId });
    }
  };
}

/** The query string of a request, as an operation's schema reads it. */
export function queryOf(request: NextRequest): Record<string, string | string[]> {
  return queryObject(request.nextUrl.searchParams);
}
