import { errorHeaders, HTTP_STATUS } from "@/lib/core/error-http";
import { toMeshError } from "@/lib/core/errors";
import type { OAuthDeps } from "../oauth-deps";
import { AuthorizationError, readAuthorizationRequest } from "./authorization-request";
import { errorAddress } from "./way-back";

/** Where people are asked. */
const CONSENT_PAGE = "/consent";

/**
 * `GET /oauth/authorize`: checks what an app asks and leads the browser on to the page that asks the person. A request that is not right ends here. An app that an operator put on file is told by
 * a redirect; any other only if the person follows a link, since anybody can register an app and would otherwise have a redirector under this mesh's name (RFC 9700 section 4.11.2).
 */
export async function authorizeDoor(deps: OAuthDeps, request: Request): Promise<Response> {
  const { publicUrl, documents } = deps;
  const at = request.url.indexOf("?");
  const query = at === -1 ? "" : request.url.slice(at + 1);
  try {
    await readAuthorizationRequest({ db: deps.database.db, documents, publicUrl }, query);
    return redirect(`${publicUrl}${CONSENT_PAGE}?${query}`);
  } catch (thrown) {
    if (thrown instanceof AuthorizationError) {
      const { back, code, message } = thrown;
      const address = errorAddress(publicUrl, back, code, message);
      return back.app.source === "operator" ? redirect(address) : page(400, message, {}, address);
    }
    const err = toMeshError(thrown);
    return page(HTTP_STATUS[err.code], err.message, errorHeaders(err));
  }
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location, ...PLAIN_HEADERS } });
}

const PLAIN_HEADERS = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

/** A page without style or script, for a person whose app made a mistake. */
function page(status: number, message: string, headers: Record<string, string>, back?: string): Response {
  const link = back ? `<p><a rel="noreferrer" href="${escaped(back)}">Go back to the app</a></p>` : "";
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Signalbox</title><main><h1>This sign-in request is not right</h1><p>${escaped(message)}</p>${link}</main></html>`;
  return new Response(html, {
    status,
    headers: {
      ...headers,
      ...PLAIN_HEADERS,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    },
  });
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}
