import { fault as callerLeaves } from "./caller-leaves";
import { fault as cutStreams } from "./cut-streams";
import { fault as duplicateDelivery } from "./duplicate-delivery";
import { fault as failingSyscalls } from "./failing-syscalls";
import type { Fault } from "./fault";
import { fault as fullDisk } from "./full-disk";
import { fault as killDatabase } from "./kill-database";
import { fault as killGateway } from "./kill-gateway";
import { fault as killReplica } from "./kill-replica";
import { fault as lockTables } from "./lock-tables";
import { fault as manyListeners } from "./many-listeners";
import { fault as memoryPressure } from "./memory-pressure";
import { fault as overload } from "./overload";
import { fault as partition } from "./partition";
import { fault as pauseReplica } from "./pause-replica";
import { fault as policyUnderLoad } from "./policy-under-load";
import { fault as replayedTraffic } from "./replayed-traffic";
import { fault as restartDatabase } from "./restart-database";
import { fault as restoreBackup } from "./restore-backup";
import { fault as retryStorm } from "./retry-storm";
import { fault as rollingRestart } from "./rolling-restart";
import { fault as rotatedKeys } from "./rotated-keys";
import { fault as skewedClock } from "./skewed-clock";
import { fault as slowCallee } from "./slow-callee";
import { fault as soak } from "./soak";
import { fault as thunderingHerd } from "./thundering-herd";
import { fault as twoReplicas } from "./two-replicas";
import { fault as vanishedCallee } from "./vanished-callee";

/** Every fault by its name, in the order of the plan. */
export const PLAN: Readonly<Record<string, Fault>> = {
  "kill-gateway": killGateway,
  "kill-database": killDatabase,
  "restart-database": restartDatabase,
  "lock-tables": lockTables,
  "slow-callee": slowCallee,
  "vanished-callee": vanishedCallee,
  "cut-streams": cutStreams,
  "caller-leaves": callerLeaves,
  "full-disk": fullDisk,
  "failing-syscalls": failingSyscalls,
  "skewed-clock": skewedClock,
  "duplicate-delivery": duplicateDelivery,
  "retry-storm": retryStorm,
  "thundering-herd": thunderingHerd,
  "many-listeners": manyListeners,
  overload: overload,
  "memory-pressure": memoryPressure,
  "rotated-keys": rotatedKeys,
  "replayed-traffic": replayedTraffic,
  partition: partition,
  "policy-under-load": policyUnderLoad,
  "rolling-restart": rollingRestart,
  "restore-backup": restoreBackup,
  soak: soak,
  "kill-replica": killReplica,
  "two-replicas": twoReplicas,
  "pause-replica": pauseReplica,
};
