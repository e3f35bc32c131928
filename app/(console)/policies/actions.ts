"use server";

import { runOperation } from "@/app/_data/run-operation";
import { proposeChange } from "@/lib/changes/propose-change";

/** Asks for the change of a policy. */
export async function proposePolicyAction(input: unknown) {
  return runOperation(proposeChange, input);
}
