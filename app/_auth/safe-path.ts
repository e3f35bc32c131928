const BASE = "http://localhost";

/** A path on this console out of a stranger's text; `/` for anything that leads elsewhere (ASVS 3.7.2). */
export function safePath(text: string | undefined): string {
  if (!text?.startsWith("/") || text.includes("\\")) return "/";
  try {
    const url = new URL(text, BASE);
    return url.origin === BASE && !url.pathname.startsWith("/sign-in") && !url.pathname.startsWith("//")
      ? `${url.pathname}${url.search}`
      : "/";
  } catch {
    return "/";
  }
}
