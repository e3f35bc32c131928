import { expect, test } from "vitest";
import { labelsBroughtBy } from "./labels";
import { agentAsset, modelAsset, serverAsset } from "./testing/sample-registry";

const tool = (openWorldHint?: boolean) => ({
  name: "t",
  inputSchema: {},
  digest: "0".repeat(64),
  ...(openWorldHint === undefined ? {} : { annotations: { openWorldHint } }),
});

test("what nobody vouched for is untrusted", () => {
  const server = serverAsset("s", []);
  expect(labelsBroughtBy(server, "callTool", tool())).toEqual(["untrusted"]);
  expect(labelsBroughtBy(server, "callTool", undefined)).toEqual(["untrusted"]);
  expect(labelsBroughtBy(server, "readResource", undefined)).toEqual(["untrusted"]);
  expect(labelsBroughtBy(agentAsset("a", { certified: false }), "invokeAgent", undefined)).toEqual([
    "untrusted",
  ]);
});

test("a closed world, a certified agent, a model and the tag trusted-output bring nothing", () => {
  expect(labelsBroughtBy(serverAsset("s", []), "callTool", tool(false))).toEqual([]);
  expect(labelsBroughtBy(agentAsset("a"), "invokeAgent", undefined)).toEqual([]);
  expect(labelsBroughtBy(modelAsset("m"), "useModel", undefined)).toEqual([]);
  expect(labelsBroughtBy(serverAsset("s", [], { tags: ["trusted-output"] }), "getPrompt", undefined)).toEqual(
    [],
  );
});

test("confidential and restricted assets bring sensitive data", () => {
  const server = serverAsset("s", [], { dataClass: "restricted" });
  expect(labelsBroughtBy(server, "callTool", tool(false))).toEqual(["sensitive"]);
  expect(labelsBroughtBy({ ...server, dataClass: "confidential" }, "callTool", tool())).toEqual([
    "untrusted",
    "sensitive",
  ]);
});
