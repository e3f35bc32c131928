"use server";

import { runOperation } from "@/app/_data/run-operation";
import { proposeChange } from "@/lib/changes/propose-change";

/** Asks for a budget or a limit, or for another amount of one. */
export async function proposeBudgetAction(input: unknown) {
  return runOperation(proposeChange, input);
}
