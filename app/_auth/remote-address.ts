/** The client's network address as the server in front of this console saw it. What a client sends under this name is overwritten there. */
export function remoteAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 100) || "unknown";
}
