import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

const START_MS = 60_000;
const LOOK_MS = 100;

/** Waits until the address answers with success. @throws Error when the process ends first, or after a minute */
export async function untilUp(url: string, child: ChildProcess, name: string): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    const up = await fetch(url).then(
      (res) => res.ok,
      () => false,
    );
    if (up) return;
    await pause(LOOK_MS);
  }
  throw new Error(`${name} did not start`);
}
