import { type NextRequest, NextResponse } from "next/server";

const NONCE_BYTES = 16;

/**
 * Gives each page a nonce and the content security policy that carries it, and turns requests away that another site made in somebody's name. It authorises nothing: every page, action and route does that itself, because a request can reach
 * them without passing here.
 */
export function proxy(request: NextRequest): NextResponse {
  if (isForged(request)) {
    return new NextResponse("This request did not come from this console.", {
      status: 403,
      headers: { "cache-control": "no-store" },
    });
  }
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // A page does not know its own address; the sign-in page leads back to it.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * Whether a request would change something with a session that a browser added by itself (ASVS 3.5.1). Browsers send `Origin` with every such request; Next.js compares it for server actions, but lets
 * one without it pass, and does not look at route handlers at all. Programs send no session and are judged by their badge.
 */
function isForged({ method, headers, cookies }: NextRequest): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return false;
  if (!cookies.getAll().some(({ name }) => name.includes("signalbox.session"))) return false;
  const origin = headers.get("origin");
  return !origin || !URL.canParse(origin) || new URL(origin).host !== headers.get("host");
}

/**
 * No `unsafe-inline`, also not for styles: pages are rendered without `style` attributes (the browser tests hold that), so injected markup can neither run nor dress
 * itself up as the console.
 */
function contentSecurityPolicy(nonce: string): string {
  // The development server evaluates code for stack traces, inserts style elements and talks over a web socket.
  const dev = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = { matcher: "/((?!_next/static|_next/image).*)" };
