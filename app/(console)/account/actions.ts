"use server";

import { runOperation } from "@/app/_data/run-operation";
import {
  changeOwnPassword,
  endOtherSessions as endOthers,
  endOwnSession,
  stopOwnApp,
} from "@/lib/identity/operations/own-account";

/** Ends one of the person's own sessions. */
export async function endSession(input: unknown) {
  return runOperation(endOwnSession, input);
}

/** Ends all of the person's sessions but this one. */
export async function endOtherSessions() {
  return runOperation(endOthers, undefined);
}

/** Sets or changes the person's password; all sessions but this one end. */
export async function changePassword(input: unknown) {
  return runOperation(changeOwnPassword, input);
}

/** Takes back what the person let an app do. */
export async function stopApp(input: unknown) {
  return runOperation(stopOwnApp, input);
}
