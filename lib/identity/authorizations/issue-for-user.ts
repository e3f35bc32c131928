import type { Db } from "@/db/client";
import { findUser } from "@/db/queries/users";
import { narrowGrants } from "@/lib/policy/narrow-grants";
import { meshAudience } from "../audiences";
import { narrowRoles } from "../author";
import { actorOfClient, type Client } from "../client";
import {
  type BadgeRequest,
  type IssuedBadge,
  type IssueRecorder,
  narrowScopes,
  signAndRecord,
} from "../issue-badge";
import type { Mint } from "../mint-badge";
import { invalidBadge } from "../parse-badge";
import { userOf } from "../user";
import type { Authorization } from "./authorization";

/**
 * A badge with which a client acts for a person: the person is the subject, the client the actor, and its rights are what both have. Every such badge ends with the authorization that it comes from.
 * @throws MeshError `invalid_token` for a person who may not come in any more; `insufficient_scope`, `grant_exceeded`, `record_unavailable`
 */
export async function issueForUser(
  deps: { db: Db; recorder: IssueRecorder; mint: Mint },
  client: Client,
  from: Omit<Authorization, "clientId">,
  request: BadgeRequest,
  grantType: "authorization_code" | "refresh_token" | "jwt_bearer",
): Promise<IssuedBadge> {
  const row = await findUser(deps.db, { id: from.userId });
  const user = row && userOf(row);
  if (!user || user.disabledAt) throw invalidBadge("the person may not come in");
  return signAndRecord(deps.recorder, deps.mint, client, grantType, {
    audience: meshAudience(deps.mint.issuer),
    chain: [{ kind: "user", id: user.id }, actorOfClient(client)],
    clientId: client.clientId,
    roles: narrowRoles([user.role], client.roles),
    scopes: narrowScopes(from.scopes, request.scopes),
    taskId: request.taskId,
    grants: narrowGrants(from.grants, request.grants),
    keyThumbprint: request.keyThumbprint,
    ancestors: [from.id],
    notAfterMs: from.expiresAt.getTime(),
  });
}
