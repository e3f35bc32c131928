import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path";

describe("safePath", () => {
  it("keeps a path with its query", () => {
    expect(safePath("/calls?status=denied&q=a%20b")).toBe("/calls?status=denied&q=a%20b");
  });

  it.each([
    undefined,
    "",
    "calls",
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/sign-in?next=/sign-in",
  ])("sends %j home", (text) => expect(safePath(text)).toBe("/"));
});
