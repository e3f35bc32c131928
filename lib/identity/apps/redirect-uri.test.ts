import { describe, expect, test } from "vitest";
import { matchesRedirectUri, redirectUri } from "./redirect-uri";

const REGISTERED = "https://app.example/oauth/callback";

describe("an app is sent back to the very address that it registered", () => {
  test("to that one", () => expect(matchesRedirectUri(REGISTERED, REGISTERED)).toBe(true));

  test.each([
    ["capitals in the host", "https://APP.example/oauth/callback"],
    ["capitals in the path", "https://app.example/oauth/Callback"],
    ["capitals in the scheme", "HTTPS://app.example/oauth/callback"],
    ["a slash at the end", `${REGISTERED}/`],
    ["no last segment", "https://app.example/oauth"],
    ["dot segments", "https://app.example/oauth/../oauth/callback"],
    ["encoded dot segments", "https://app.example/oauth/%2e%2e/oauth/callback"],
    ["an encoded letter", "https://app.example/oauth/c%61llback"],
    ["a doubled slash", "https://app.example//oauth/callback"],
    ["user information", "https://app.example@evil.example/oauth/callback"],
    ["a user before the host", "https://user@app.example/oauth/callback"],
    ["a longer host", "https://app.example.evil.example/oauth/callback"],
    ["a subdomain", "https://x.app.example/oauth/callback"],
    ["the default port", "https://app.example:443/oauth/callback"],
    ["another port", "https://app.example:8443/oauth/callback"],
    ["http", "http://app.example/oauth/callback"],
    ["a query", `${REGISTERED}?next=https://evil.example`],
    ["a fragment", `${REGISTERED}#x`],
    ["a backslash", "https://app.example\\@evil.example/oauth/callback"],
    ["a trailing dot in the host", "https://app.example./oauth/callback"],
    ["a path parameter", `${REGISTERED};x`],
    ["white space after it", `${REGISTERED} `],
    ["a line break in it", "https://app.example/oauth/\ncallback"],
    ["a full-width letter", "https://ａpp.example/oauth/callback"],
    ["no scheme", "//app.example/oauth/callback"],
    ["a script", "javascript:alert(1)"],
  ])("not to one with %s", (_name, asked) => expect(matchesRedirectUri(REGISTERED, asked)).toBe(false));
});

describe("on loopback the port may differ and nothing else", () => {
  const loopback = "http://127.0.0.1/callback";
  test.each(["http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback"])("%s", (asked) =>
    expect(matchesRedirectUri(loopback, asked)).toBe(true),
  );
  test.each([
    "http://localhost:1/callback",
    "http://127.0.0.2:1/callback",
    "http://127.1:1/callback",
    "http://[::1]:1/callback",
    "https://127.0.0.1:1/callback",
    "http://127.0.0.1:1/callback/",
    "http://127.0.0.1:1/other",
    "http://127.0.0.1:1@evil.example/callback",
    "http://127.0.0.1:1.evil.example/callback",
    "http://127.0.0.1:123456/callback",
    "http://127.0.0.1.evil.example:1/callback",
    "http://127.0.0.1:/callback",
  ])("not %s", (asked) => expect(matchesRedirectUri(loopback, asked)).toBe(false));
});

describe("what may be registered", () => {
  test.each([
    "https://app.example",
    "https://app.example/callback?x=1",
    "http://localhost:3000/callback",
    "http://[::1]/callback",
    "com.example.app:/callback",
  ])("%s", (text) => expect(redirectUri.safeParse(text).success).toBe(true));
  test.each([
    "http://app.example/callback",
    "http://127.0.0.1.evil.example/",
    "http://10.0.0.1/",
    "https://user:pw@app.example/",
    "https://app.example/#x",
    "https://app.example/a/../b",
    "https://APP.example/",
    "https://app.example:443/",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "intent://x",
    "blob:https://app.example/x",
    "/callback",
    "callback",
    "https://",
    "https://app.example/ ",
    "https://app.example\\evil",
    "",
    `https://app.example/${"x".repeat(600)}`,
  ])("not %j", (text) => expect(redirectUri.safeParse(text).success).toBe(false));
});
