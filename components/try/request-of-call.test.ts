import { describe, expect, it } from "vitest";
import { requestOfCall } from "./request-of-call";

const call = (more: object) => ({
  protocol: "openai",
  method: "chat.completions",
  calleeKind: "model",
  calleeName: "m",
  operation: null,
  body: null,
  ...more,
});

describe("a recorded call to be tried again", () => {
  it("is a tool's arguments, to the digit", () => {
    const body =
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get","arguments":{"n":1.10}}}';
    const again = requestOfCall(
      call({ protocol: "mcp", method: "tools/call", calleeKind: "mcp-server", operation: "get", body }),
      "id",
    );
    expect(again).toMatchObject({ kind: "mcp-server", tool: "get" });
    expect(again?.body).toContain("1.10");
  });

  it("is an agent's message with an id of its own", () => {
    const body = JSON.stringify({
      jsonrpc: "2.0",
      method: "message/send",
      params: { message: { kind: "message", messageId: "old", role: "user", parts: [{ text: "hi" }] } },
    });
    const again = requestOfCall(call({ protocol: "a2a", calleeKind: "agent", body }), "new");
    expect(JSON.parse(again?.body ?? "")).toEqual({
      message: { messageId: "new", role: "ROLE_USER", parts: [{ text: "hi" }] },
    });
  });

  it("is none when the request was not kept, or nobody can make it by hand", () => {
    expect(requestOfCall(call({ body: null }), "id")).toBeUndefined();
    expect(requestOfCall(call({ protocol: "mcp", method: "tools/list", body: "{}" }), "id")).toBeUndefined();
    expect(
      requestOfCall(call({ protocol: "a2a", method: "GetTask", body: '{"params":{"id":"1"}}' }), "id"),
    ).toBeUndefined();
    expect(requestOfCall(call({ body: "not json" }), "id")).toBeUndefined();
  });
});
