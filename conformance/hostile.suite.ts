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
    what: "JSON, HTTP and addresses as an attacker sends them, against every door of a gateway process.",
    versions: { node: process.version },
    passed: findings.passed,
    failures: findings.failures,
    expected: [],
    figures: findings.figures,
  };
};
