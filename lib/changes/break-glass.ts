import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { registryService } from "@/lib/registry/asset";
import { openChecked } from "./apply-change";
import { assertPerson } from "./assert-person";
import { changeAnswer, changeRef, reason } from "./change-answer.schema";
import { assertStep, recordStep } from "./change-step";
import { putInForce } from "./put-in-force";

const MAX_HOURS = 24;

/**
 * Puts a change in force without its approvals, in an emergency. It is for a time: unless others have reviewed it by then, it is taken back by itself. Only a steward of every domain that it touches, or an admin; checks that
 * are required must pass all the same.
 */
export const breakGlass = operation({ permission: "policy:write" })
  .route({
    method: "POST",
    path: "/changes/{number}/break-glass",
    summary: "Put a change in force in an emergency",
    tags: ["changes"],
  })
  .input(
    changeRef.extend({
      reason,
      /** How long it may hold without a review, in hours. */
      hours: z.number().min(0.01).max(MAX_HOURS).default(4),
    }),
  )
  .output(changeAnswer)
  .handler(async ({ input, context }) => {
    const { principal, services, database } = context;
    assertPerson(principal);
    await services.get(registryService).refresh();
    return database.db.transaction(async (tx) => {
      const change = await openChecked(tx, services, input.number);
      const { row, items, approval } = change;
      const foreign = row.domains.filter((domain) => !principal.domains.includes(domain));
      const binding = approval.requirements.some(({ from }) => from === "admins");
      if (!principal.roles.includes("admin") && (foreign.length > 0 || binding)) {
        throw new MeshError("permission_denied", "Only an admin may put this in force without a review.");
      }
      const state = assertStep(change, "break_glass", "put in force");
      if (approval.failing.length > 0) {
        throw new MeshError("conflict", `The check "${approval.failing[0]}" has not passed.`);
      }
      const author = authorOf(principal);
      await putInForce(tx, row, items, author);
      const until = new Date(Date.now() + input.hours * 3600_000);
      return recordStep(tx, row, {
        type: "io.signalbox.change.glass_broken",
        author,
        state,
        contentHash: row.contentHash,
        set: { appliedAt: new Date(), appliedBy: author.actor, applyAt: null, breakGlassUntil: until },
        payload: { reason: input.reason, until: until.toISOString() },
      });
    });
  });
