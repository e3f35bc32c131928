import { expect, test } from "playwright/test";
import { fault as callerLeaves } from "@/faults/caller-leaves";
import { fault as cutStreams } from "@/faults/cut-streams";
import { fault as duplicateDelivery } from "@/faults/duplicate-delivery";
import { fault as killDatabase } from "@/faults/kill-database";
import { fault as killGateway } from "@/faults/kill-gateway";
import { fault as killReplica } from "@/faults/kill-replica";
import { fault as retryStorm } from "@/faults/retry-storm";
import { fault as rollingRestart } from "@/faults/rolling-restart";
import { fault as twoReplicas } from "@/faults/two-replicas";

/** The part of the plan that every change has to stand; `npm run faults` has all of it at full size. */
const SLICE = [
  killGateway,
  killDatabase,
  cutStreams,
  callerLeaves,
  duplicateDelivery,
  retryStorm,
  rollingRestart,
  killReplica,
  twoReplicas,
];
const seed = Number(process.env.SIGNALBOX_SEED ?? Math.floor(Math.random() * 2 ** 32));

for (const fault of SLICE) {
  test(`${fault.id}, ${fault.what}: ${fault.guarantee}`, async () => {
    test.setTimeout(180_000);
    const { figures, problems } = await fault.run({ quick: true, seed, say: () => {} });
    expect(problems, `with seed ${seed} and ${JSON.stringify(figures)}`).toEqual([]);
  });
}
