import { describe, expect, it } from "vitest";
import { assertSameOrigin } from "./assert-same-origin";

const request = (headers: Record<string, string>) =>
  ({
    headers: new Headers({ host: "mesh.example", "content-type": "application/json", ...headers }),
  }) as Request;

describe("a request that changes something", () => {
  it("may come from a page of the console", () => {
    expect(() => assertSameOrigin(request({ origin: "https://mesh.example" }))).not.toThrow();
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["a name below", { origin: "https://mesh.example.evil.example" }],
    ["a sandboxed page", { origin: "null" }],
    ["another port", { origin: "https://mesh.example:8443" }],
    ["no page", {}],
  ])("may not come from %s", (_name, headers) => {
    expect(() => assertSameOrigin(request(headers))).toThrow(/does not come from the console/);
  });

  it("must be JSON, so that no form can send it", () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]) {
      const headers = { origin: "https://mesh.example", "content-type": type };
      expect(() => assertSameOrigin(request(headers))).toThrow(/application\/json/);
    }
  });
});
