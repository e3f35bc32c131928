// What the official runner starts as the client under test: `client-command.mjs <door> <server>`. The client is the mesh with a client of an official package before it, in the process behind the door.
const [door, server] = process.argv.slice(2);
const { MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_CONTEXT: context = "{}" } = process.env;
const answer = await fetch(door, {
  method: "POST",
  body: JSON.stringify({ scenario, server, context: JSON.parse(context) }),
});
if (!answer.ok) {
  console.error(await answer.text());
  process.exit(1);
}
