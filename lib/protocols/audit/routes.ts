import type { Hono } from "hono";
import { auditLogService } from "@/lib/audit/audit-log";
import type { Mesh } from "@/lib/gateway/mesh";
import { type AuditAppDeps, auditApp } from "./audit-app";

/** The audit door of a mesh. */
export function auditRoutes(deps: { mesh: Mesh; authenticate: AuditAppDeps["authenticate"] }): Hono {
  const { database, services } = deps.mesh;
  return auditApp({ database, log: services.get(auditLogService), authenticate: deps.authenticate });
}
