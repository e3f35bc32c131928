import { existsSync } from "node:fs";
import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { type CallerLog, emptyLog } from "./support/callers";
import { patientChat } from "./support/chat";
import { demand, quantile } from "./support/figures";
import { type Lab, openLab } from "./support/lab";
import { revokeBadge } from "./support/revoke-badge";
import { until } from "./support/wait";

const policy = (effect: string) =>
  `@id("open") ${effect}(principal, action == Action::"useModel", resource);`;

export const fault: Fault = {
  id: "R2",
  what: "the same key sent to two replicas at once; policies and badges changed on one; a console beside them",
  guarantee:
    "one effect for each key; a policy change and a revocation hold on both within a second; a console replica manages but carries no calls",
  async run({ quick }) {
    // The console is served only where it has been built.
    const withConsole = existsSync(".next/BUILD_ID");
    const lab = await openLab({
      roles: withConsole ? ["gateway", "gateway", "console"] : ["gateway", "gateway"],
    });
    try {
      const urls = lab.replicas.slice(0, 2).map(({ url }) => url);
      const problems: string[] = [];
      const log = emptyLog("both");
      const keys = quick ? 50 : 1000;
      const rounds = quick ? 3 : 30;
      await twiceAtOnce(lab, urls, keys, log, problems);
      const policyMs = await propagation(lab, urls, rounds);
      const revokedMs = await revocation(lab, urls, rounds);
      if (withConsole) await tryConsole(lab, problems);
      const books = await checkInvariants(lab, log);
      const policyP99 = quantile(policyMs, 0.99);
      const revokedP99 = quantile(revokedMs, 0.99);
      demand(problems, policyP99 < 1000, `a policy took ${policyP99} ms to hold on both`);
      demand(problems, revokedP99 < 1000, `a revocation took ${revokedP99} ms to hold on both`);
      return {
        figures: {
          keys,
          ...books.figures,
          "policy on both p99 ms": policyP99,
          "revocation on both p99 ms": revokedP99,
          console: withConsole ? "tried" : "not built",
        },
        problems: [...problems, ...books.problems],
      };
    } finally {
      await lab.close();
    }
  },
};

async function tryConsole(lab: Lab, problems: string[]): Promise<void> {
  const console = lab.replicas[2] ?? lab.gateway;
  const seen = await patientChat({ url: console.url, badge: await lab.badge(), key: "to-console" }).catch(
    () => undefined,
  );
  demand(problems, seen?.status !== 200, "the console replica carried a call");
  const domains = (await lab.gateway.api("GET", "/domains")) as unknown;
  const response = await fetch(`${console.url}/api/v1/domains`, {
    headers: { authorization: `Bearer ${await lab.badge()}` },
  });
  const same = JSON.stringify(await response.json()) === JSON.stringify(domains);
  demand(problems, same, `the console replica answers ${response.status} to what the gateway answers`);
}

/** The same key to both replicas at the same moment: one effect, one call, both get its answer. */
async function twiceAtOnce(
  lab: Lab,
  urls: readonly string[],
  count: number,
  log: CallerLog,
  problems: string[],
): Promise<void> {
  const badge = await lab.badge();
  let split = 0;
  for (let nth = 0; nth < count; nth++) {
    const key = `${log.prefix}-both-${nth}`;
    const seen = await Promise.all(urls.map((url) => patientChat({ url, badge, key })));
    if (seen.some(({ status }) => status !== 200) || new Set(seen.map(({ callId }) => callId)).size !== 1)
      split += 1;
    log.acked.set(key, seen[0]?.callId ?? "");
  }
  demand(problems, split === 0, `${split} keys had two calls or no answer`);
}

/** How long a changed policy takes to hold on every replica, in milliseconds. */
async function propagation(lab: Lab, urls: readonly string[], rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let nth = 0; nth < rounds * 2; nth++) {
    const allowed = nth % 2 === 1;
    await lab.gateway.api("POST", "/policies", {
      name: "open",
      domain: "lab",
      text: policy(allowed ? "permit" : "forbid"),
    });
    const badge = await lab.badge();
    const expected = allowed ? 200 : 403;
    const each = urls.map((url, at) =>
      until(
        "the policy holds",
        async () =>
          (await patientChat({ url, badge, key: `policy-${nth}-${at}`, idempotent: false })).status ===
          expected,
        10_000,
        5,
      ),
    );
    took.push(Math.max(...(await Promise.all(each))));
  }
  return took;
}

/** How long a revoked badge is still taken by any replica, in milliseconds. */
async function revocation(lab: Lab, urls: readonly string[], rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let nth = 0; nth < rounds; nth++) {
    const badge = await lab.gateway.badge();
    for (const url of urls) await patientChat({ url, badge, key: `revoke-${nth}`, idempotent: false });
    await revokeBadge(lab.gateway, badge);
    const each = urls.map((url) =>
      until(
        "the badge is dead",
        async () =>
          (await patientChat({ url, badge, key: `revoked-${nth}`, idempotent: false })).status === 401,
        10_000,
        5,
      ),
    );
    took.push(Math.max(...(await Promise.all(each))));
  }
  return took;
}
