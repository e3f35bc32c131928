"use server";

import { runOperation } from "@/app/_data/run-operation";
import { markInboxRead } from "@/lib/audit/inbox/mark-inbox-read";

/** Remembers how far the signed-in person has read. */
export async function markRead(input: unknown) {
  return runOperation(markInboxRead, input);
}
