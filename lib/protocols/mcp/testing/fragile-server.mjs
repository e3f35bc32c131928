import { createInterface } from "node:readline";

/* An MCP server over standard streams that dies when it is told to, tells as whom and with what it runs, and asks its client back. Plain JSON-RPC, so that no library hides what is on the wire. */
const tools = ["whoami", "die", "ask", "slow"].map((name) => ({
  name,
  description: `${name}.`,
  inputSchema: { type: "object" },
}));
const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const text = (id, said) => say({ id, result: { content: [{ type: "text", text: said }] } });
let asking;

createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params, result } = JSON.parse(line);
  if (method === undefined) return text(asking, `hello ${result.content.name}`);
  if (method === "initialize") {
    const serverInfo = { name: "fragile", version: "1" };
    return say({ id, result: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo } });
  }
  if (method === "tools/list") return say({ id, result: { tools } });
  if (method !== "tools/call") return id === undefined || say({ id, result: {} });
  switch (params.name) {
    case "whoami":
      return text(
        id,
        JSON.stringify({ uid: process.getuid?.(), pid: process.pid, cwd: process.cwd(), env: process.env }),
      );
    case "die":
      return process.exit(3);
    case "ask": {
      asking = id;
      const requestedSchema = {
        type: "object",
        properties: { name: { type: "string" } },
        required: ["name"],
      };
      return say({ id: "q1", method: "elicitation/create", params: { message: "Who?", requestedSchema } });
    }
    case "slow":
      process.stdout.write("this line is no message\n");
      return (
        say({
          method: "notifications/progress",
          params: { progressToken: params._meta?.progressToken, progress: 1 },
        }) && text(id, "done")
      );
  }
});
