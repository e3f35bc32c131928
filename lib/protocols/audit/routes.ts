import type { Hono } from "hono";
import { auditLogService } from "@/lib/audit/audit-log";
import type { Mesh } from "@/lib/gateway/mesh";
import { type AuditAppDeps, auditApp } from "./audit-app";

/** The audit door of a mesh. */
export function auditRoutes(deps: { mesh: Mesh; authenticate: AuditAppDeps["authenticate"] }): Hono {
  const { database, services, config } = deps.mesh;
  return auditApp({
    database,
    log: services.get(auditLogService),
    publicUrl: config.publicUrl,
    authenticate: deps.authenticate,
  });
}
