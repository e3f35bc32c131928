import type { Database } from "@/db/client";
import type { Recorder } from "@/lib/audit/recorder";
import type { Config } from "@/lib/core/config";
import { type Services, serviceKey } from "@/lib/core/services";
import type { PolicyEngine } from "@/lib/policy/decision";
import type { Registry } from "@/lib/registry/asset";
import type { Breakers } from "@/lib/traffic/breaker";
import type { Egress } from "@/lib/traffic/egress";
import type { Limiter } from "@/lib/traffic/limiter";
import type { RetryBudget } from "@/lib/traffic/retry-budget";
import type { Shedder } from "@/lib/traffic/shedder";
import type { GrantUses } from "./grant-uses";
import type { InFlight } from "./in-flight";
import type { TaskLabels } from "./task-labels";

/** Everything that the pipeline of one process works with. Doors get it and hand it on. */
export interface Mesh {
  readonly config: Config;
  readonly replicaId: string;
  readonly database: Database;
  readonly registry: Registry;
  /** The policy set in force now; replaced as a whole when a policy changes. */
  readonly policy: () => PolicyEngine;
  readonly recorder: Recorder;
  readonly egress: Egress;
  readonly limiter: Limiter;
  readonly breakers: Breakers;
  readonly retryBudget: RetryBudget;
  readonly shedder: Shedder;
  readonly inFlight: InFlight;
  readonly labels: TaskLabels;
  readonly grantUses: GrantUses;
  /** Key ring, vault, badge verifier and whatever else operations ask for by key. */
  readonly services: Services;
}

export const meshService = serviceKey<Mesh>("mesh");
