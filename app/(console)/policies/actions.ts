"use server";

import { runOperation } from "@/app/_data/run-operation";
import { proposeChange } from "@/lib/changes/propose-change";
import { cancelReplay } from "@/lib/policy/replay/cancel-replay";
import { startReplay } from "@/lib/policy/replay/start-replay";

/** Starts a replay of recorded decisions under a draft. */
export async function startReplayAction(input: unknown) {
  return runOperation(startReplay, input);
}

/** Ends a replay. */
export async function cancelReplayAction(input: unknown) {
  return runOperation(cancelReplay, input);
}

/** Asks for the change of a policy. */
export async function proposePolicyAction(input: unknown) {
  return runOperation(proposeChange, input);
}
