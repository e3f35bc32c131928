import { findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import { findOldestEntry } from "@/db/queries/audit-list";
import { operation } from "@/lib/identity/operation";
import { auditLogService } from "../audit-log";
import { auditStatus } from "./audit-entry.schema";

/** The log's name, keys, size and age. */
export const getAuditStatus = operation({ permission: "audit:read" })
  .route({
    method: "GET",
    path: "/audit/status",
    summary: "Name, keys, size and age of the audit log",
    tags: ["audit"],
  })
  .output(auditStatus)
  .handler(async ({ context }) => {
    const { sql } = context.database;
    const log = context.services.get(auditLogService);
    const [latest, oldest] = await Promise.all([findLatestCheckpoint(sql), findOldestEntry(sql)]);
    return {
      origin: log.origin,
      vkeys: [...log.vkeys()],
      size: latest?.size ?? 0,
      signedAt: latest?.at.toISOString() ?? null,
      oldestAt: oldest?.toISOString() ?? null,
    };
  });
