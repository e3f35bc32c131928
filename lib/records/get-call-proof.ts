import { z } from "zod";
import { auditLogService } from "@/lib/audit/audit-log";
import { readEntryProof } from "@/lib/audit/read-entry-proof";
import { isMeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type CallProof, callProof } from "./call-proof.schema";

const PARTS = ["intent", "outcome"] as const;

/** The proofs that a call's entries are in the audit log. An entry that is still on its way into the tree has none yet; one that does not exist is left out. */
export const getCallProof = operation({ permission: "audit:read" })
  .route({
    method: "GET",
    path: "/calls/{id}/proof",
    summary: "Proofs that a call is on record",
    tags: ["calls"],
  })
  .input(z.object({ id: z.uuid() }))
  .output(callProof)
  .handler(async ({ input, context }) => {
    const log = context.services.get(auditLogService);
    const found: CallProof = [];
    for (const part of PARTS) {
      try {
        const proof = await readEntryProof(context.database.sql, log, { key: { callId: input.id, part } });
        found.push({ part, proof: { ...proof, treeSize: proof.tree_size } });
      } catch (err) {
        if (isMeshError(err) && err.code === "unavailable") found.push({ part, proof: null });
        else if (!isMeshError(err) || err.code !== "not_found" || part === "intent") throw err;
      }
    }
    return found;
  });
