import { z } from "zod";
import { parseJson } from "@/lib/core/parse-json";
import { toolGrant } from "@/lib/identity/badge";
import { type BadgeRequest, taskId } from "@/lib/identity/issue-badge";
import type { ToolGrant } from "@/lib/identity/principal";
import { OAuthError } from "./oauth-error";

/** Doors that a client may name as the resource it wants to reach (RFC 8707): all are the mesh. */
const DOORS = /^\/(a2a|mcp|v1|api|events|audit|access|models)(\/|$)/;

/**
 * What a client asks for, from the parameters that both grants have: `scope`, `resource` or `audience`, `authorization_details`, `task_id`.
 * @throws OAuthError `invalid_scope`, `invalid_target`, `invalid_authorization_details`, `invalid_request`
 */
export function readBadgeRequest(form: ReadonlyMap<string, string>, publicUrl: string): BadgeRequest {
  assertTarget(form, publicUrl);
  return { scopes: readScopes(form.get("scope")), grants: readGrants(form), taskId: readTask(form) };
}

/** RFC 6749 section 3.3. */
function readScopes(scope: string | undefined): readonly string[] | undefined {
  if (scope === undefined) return undefined;
  if (!/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scope) || scope.length > 500) {
    throw new OAuthError("invalid_scope", "The scope is not well formed.");
  }
  return scope.split(" ");
}

/**
 * Badges from here are for the mesh, whichever of its doors the client names. One for a callee would let its holder go around the mesh; only the mesh makes those, one for each call.
 */
function assertTarget(form: ReadonlyMap<string, string>, publicUrl: string): void {
  for (const name of ["resource", "audience"]) {
    const target = form.get(name);
    if (target === undefined || target === publicUrl || target === `${publicUrl}/`) continue;
    const path = target.startsWith(`${publicUrl}/`) ? target.slice(publicUrl.length) : "";
    if (!DOORS.test(path) || /[#?]/.test(path)) {
      throw new OAuthError("invalid_target", "Badges are for this mesh only.");
    }
  }
}

const grantList = z.array(toolGrant).min(1).max(200);

/** RFC 9396 section 6. */
function readGrants(form: ReadonlyMap<string, string>): readonly ToolGrant[] | undefined {
  const text = form.get("authorization_details");
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw new OAuthError("invalid_authorization_details", "The authorization details are not valid JSON.");
  }
  const grants = grantList.safeParse(value);
  if (!grants.success) {
    const issue = grants.error.issues[0];
    const where = issue?.path.join(".") ?? "";
    throw new OAuthError(
      "invalid_authorization_details",
      `The authorization details are not grants of type mesh_tool: ${where} ${issue?.message ?? ""}`,
    );
  }
  return grants.data as readonly ToolGrant[];
}

function readTask(form: ReadonlyMap<string, string>): string | undefined {
  const text = form.get("task_id");
  if (text === undefined) return undefined;
  const task = taskId.safeParse(text);
  if (!task.success) throw new OAuthError("invalid_request", "The task id is not well formed.");
  return task.data;
}
