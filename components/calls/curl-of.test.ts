import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CurlCall, curlOf, shellQuote } from "./curl-of";

const ORIGIN = "http://localhost:7400";
const callOf = (body: string | null, more: Partial<CurlCall> = {}): CurlCall => ({
  protocol: "openai",
  method: "chat.completions",
  calleeName: "m",
  payloads: [{ direction: "request", contentType: "application/json", truncated: false, body }],
  ...more,
});

/** What a shell hands to the program: its arguments, one after the other. */
function run(command: string, env: Record<string, string> = { BADGE: "the-badge" }): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const output = execFileSync("bash", ["-c", script], {
    env: { NODE_ENV: "test", PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return output.toString("utf8").split("\0").slice(0, -1);
}

const bodyOf = (args: string[]) => args[args.indexOf("--data-raw") + 1];

describe("a call as a command", () => {
  it("sends the recorded body to the door it came through, with a badge from the environment", () => {
    const args = run(curlOf(callOf('{"model":"m"}'), ORIGIN) ?? "");
    expect(args.slice(0, 5)).toEqual([
      "-sS",
      "-N",
      `${ORIGIN}/v1/chat/completions`,
      "-H",
      "authorization: Bearer the-badge",
    ]);
    expect(bodyOf(args)).toBe('{"model":"m"}');
  });

  it.each([
    "it's",
    "line one\nline two\r\n",
    "$(touch /tmp/pwned) `id` $HOME \\ \\\n ! * ~ \" ' ''",
    "'; rm -rf / #",
    "\u202e\u0007é日本語",
    "",
  ])("passes any text on unchanged: %j", (text) => {
    const body = JSON.stringify({ text });
    expect(bodyOf(run(curlOf(callOf(body), ORIGIN) ?? ""))).toBe(body);
    expect(run(`curl ${shellQuote(text)}`)).toEqual([text]);
  });

  it("passes whatever is written on unchanged", () => {
    const text = fc.string({ unit: fc.constantFrom(..."'\"\\$`\n!#&;|<>(){}*?~ ab"), maxLength: 40 });
    fc.assert(
      fc.property(text, (written) => {
        expect(run(`curl ${shellQuote(written)}`)).toEqual([written]);
      }),
      { numRuns: 40 },
    );
  });

  it("stops without a badge instead of sending none", () => {
    expect(() => run(curlOf(callOf("{}"), ORIGIN) ?? "", {})).toThrow();
  });

  it("names what each door wants in headers, also for names that no header holds", () => {
    const modern = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };
    const mcp = (name: string, meta: object) =>
      run(
        curlOf(
          callOf(
            JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, _meta: meta } }),
            { protocol: "mcp", calleeName: "crm/x" },
          ),
          ORIGIN,
        ) ?? "",
      );
    expect(mcp("get", modern)).toEqual(
      expect.arrayContaining([`${ORIGIN}/mcp/crm%2Fx`, "mcp-method: tools/call", "mcp-name: get"]),
    );
    expect(mcp("näme\r\nx: y", modern)).toContain(
      `mcp-name: =?base64?${Buffer.from("näme\r\nx: y").toString("base64")}?=`,
    );
    expect(mcp("get", {})).toContain("mcp-protocol-version: 2025-06-18");
    const a2a = (method: string) =>
      run(curlOf(callOf(JSON.stringify({ jsonrpc: "2.0", method }), { protocol: "a2a" }), ORIGIN) ?? "");
    expect(a2a("SendMessage")).toContain("a2a-version: 1.0");
    expect(a2a("message/send")).toContain("a2a-version: 0.3");
  });

  it("is none when the body was not kept whole or the door is unknown", () => {
    const cut = callOf("{");
    expect(curlOf(callOf(null), ORIGIN)).toBeUndefined();
    expect(
      curlOf({ ...cut, payloads: cut.payloads.map((sent) => ({ ...sent, truncated: true })) }, ORIGIN),
    ).toBeUndefined();
    expect(curlOf(callOf("{}", { method: "unheard.of" }), ORIGIN)).toBeUndefined();
    expect(curlOf(callOf("{}", { protocol: "a2a" }), ORIGIN)).toBeUndefined();
  });
});
