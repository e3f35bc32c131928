import type { ChildProcess } from "node:child_process";
import { log } from "@/lib/core/log";

export interface Watched {
  /** Ends the watch, then the server. */
  stop(end: (pid: number) => Promise<void>): Promise<void>;
}

const LOOK_MS = 250;

/**
 * Starts a database server again when it has died, until told to stop. Pools connect again by themselves, so calls fail closed only in between.
 * Several processes may watch one server: who finds it running again leaves it alone.
 * @param server.pidNow id of the running server, undefined while there is none
 */
export function keepRunning(server: {
  pidNow: () => number | undefined;
  start: () => ChildProcess;
}): Watched {
  let starting: ChildProcess | undefined;
  const timer = setInterval(() => {
    if (server.pidNow() !== undefined) {
      starting = undefined;
      return;
    }
    // A start fails while remains of the dead server hold its memory; then the next look tries again.
    if (starting && starting.exitCode === null && starting.signalCode === null) return;
    log.error("the embedded database died and is started again");
    starting = server.start();
  }, LOOK_MS);
  timer.unref();
  return {
    async stop(end) {
      clearInterval(timer);
      const pid = server.pidNow() ?? starting?.pid;
      if (pid !== undefined) await end(pid);
    },
  };
}
