import type { ChangeRow } from "@/db/queries/changes";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { manages } from "./assert-maker";
import { makersOf } from "./read-approval";

/** Whether somebody may say that a comment is dealt with: a discussion is not closed by bystanders. */
export function mayResolve(
  principal: Principal,
  change: Pick<ChangeRow, "author" | "subject" | "editors">,
  comment: { author: string },
): boolean {
  const me = actorRef(principal.caller);
  return comment.author === me || makersOf(change).includes(me) || manages(principal, "changes:review");
}
