import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callees } from "./hostile/callees";
import { contentTypes } from "./hostile/content-types";
import { Findings } from "./hostile/findings";
import { generated } from "./hostile/generated";
import { headerGames } from "./hostile/header-games";
import { heavy } from "./hostile/heavy";
import { jsonCorpus } from "./hostile/json-corpus";
import { logLines } from "./hostile/log-lines";
import { lookalikes } from "./hostile/lookalikes";
import { patterns } from "./hostile/patterns";
import { secrets } from "./hostile/secrets";
import { sizes } from "./hostile/sizes";
import { slowClients } from "./hostile/slow-clients";
import { smuggling } from "./hostile/smuggling";
import { sqlPayloads } from "./hostile/sql";
import { ssrf } from "./hostile/ssrf";
import { openStage } from "./hostile/stage";
import type { Suite } from "./suite";

const PARTS = {
  "slow clients": slowClients,
  "json corpus": jsonCorpus,
  generated,
  sizes,
  heavy,
  "content types": contentTypes,
  lookalikes,
  smuggling,
  headers: headerGames,
  secrets,
  "log lines": logLines,
  sql: sqlPayloads,
  callees,
  patterns,
  // Restarts the gateway under other settings, so it comes last.
  ssrf,
};

/** Runs some parts alone, by name with commas. */
const ONLY = process.env.SIGNALBOX_PARTS || undefined;

/** What strangers send: against a real gateway process, over real sockets. */
export const run: Suite = async ({ quick }) => {
  const findings = new Findings();
  const stage = await openStage();
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (ONLY !== undefined && !ONLY.split(",").includes(name)) continue;
      const startedMs = performance.now();
      await part(stage, findings, quick);
      findings.figures[`${name}, seconds`] = Math.round((performance.now() - startedMs) / 100) / 10;
    }
    findings.check("still alive", await stage.alive(), () => "the process died or does not answer");
  } finally {
    await stage.close();
  }
  return {
    title: "Hostile input",
    what:
      "JSON, HTTP, addresses and answers as an attacker sends them, over real sockets, against every door of a gateway process whose policies let everything through. JSON counts as accepted at a door when it is not the JSON reader that refuses it " +
      "(JSON-RPC: -32700; HTTP+JSON: PARSE_ERROR; others: 400 that says what is wrong with the text); members named twice are refused everywhere. What is refused must not reach a callee, nothing may end in a 5xx of the mesh's own, tell of the inside or make the process grow.",
    versions: {
      node: process.version,
      JSONTestSuite: "318 documents",
      "fast-check": versionOf("fast-check"),
      recheck: versionOf("recheck"),
    },
    passed: findings.passed,
    failures: findings.failures,
    expected: [],
    figures: findings.figures,
  };
};

function versionOf(name: string): string {
  const file = join(process.cwd(), "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
