import { readFileSync } from "node:fs";
import { badTokens } from "./oauth/bad-tokens";
import { Findings } from "./oauth/findings";
import { mcpClientFlows } from "./oauth/mcp-client-flows";
import { oauth4webapiFlows } from "./oauth/oauth4webapi-flows";
import { openidClientFlows } from "./oauth/openid-client-flows";
import { redirects } from "./oauth/redirects";
import { replays } from "./oauth/replays";
import { resourceDoors } from "./oauth/resource-doors";
import { rotation } from "./oauth/rotation";
import { openStage } from "./oauth/stage";
import type { Suite } from "./suite";

const CLIENTS = [
  "openid-client",
  "oauth4webapi",
  "@modelcontextprotocol/sdk",
  "@modelcontextprotocol/client",
];

/** Badges, apps and keys: what must be refused at every door, and what the two standard client libraries must get done. */
export const run: Suite = async ({ quick }) => {
  const stage = await openStage();
  const findings = new Findings();
  try {
    // Before anything is let through, so that a single request at a callee would show.
    await badTokens(stage, findings);
    await resourceDoors(stage, findings);
    await redirects(stage, findings);
    await openidClientFlows(stage, findings);
    await oauth4webapiFlows(stage, findings);
    await mcpClientFlows(stage, findings);
    await replays(stage, findings);
    await rotation(stage, findings, quick ? 5 : 100);
  } finally {
    await stage.close();
  }
  return {
    title: "OAuth: badges, apps and keys",
    what: "Every bad token of the table at every governed door, protected resource metadata and scopes of each door, altered redirect addresses, replays at once, whole flows with two client libraries, both MCP packages given a door's address alone, and key rotations under load over two replicas.",
    versions: Object.fromEntries(CLIENTS.map((name) => [name, versionOf(name)])),
    passed: findings.passed,
    failures: findings.failures,
    expected: [],
    figures: findings.figures,
  };
};

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as { version: string })
    .version;
}
