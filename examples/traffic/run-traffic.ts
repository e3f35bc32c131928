import { badgeSource } from "./badge-source";
import type { TrafficOptions } from "./options";
import { scenarioAt } from "./scenarios";
import { type Outcome, sendTask } from "./send-task";
import type { Done } from "./summary";

/** Sends the tasks, some at a time, and tells of each that is done. */
export async function runTraffic(options: TrafficOptions, onDone: (done: Done) => void): Promise<Done[]> {
  const badge = badgeSource(options);
  const all: Done[] = [];
  let next = 0;
  const worker = async () => {
    while (next < options.tasks) {
      const n = next++;
      const scenario = scenarioAt(n);
      const startedAt = performance.now();
      const outcome = await badge()
        .then((token) => sendTask(options.meshUrl, token, scenario.task(n)))
        .catch(failure);
      const done = {
        scenario: scenario.name,
        expected: scenario.expect,
        outcome,
        ms: performance.now() - startedAt,
      };
      all.push(done);
      onDone(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency, options.tasks) }, worker));
  return all;
}

function failure(err: unknown): Outcome {
  const cause = (err as { cause?: { code?: string } }).cause?.code;
  return {
    verdict: "failed",
    code: cause ?? "error",
    detail: err instanceof Error ? err.message : String(err),
  };
}
