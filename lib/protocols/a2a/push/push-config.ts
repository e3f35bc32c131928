import { z } from "zod";
import type { PushConfigRow } from "@/db/queries/a2a-push";
import type { Mesh } from "@/lib/gateway/mesh";
import { vaultService } from "@/lib/identity/vault";
import { A2aError, invalidParams } from "../errors";
import type { JsonObject } from "../operation";

const authentication = z.object({
  scheme: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/),
  credentials: z
    .string()
    .max(4096)
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
});

/** A push configuration as the caller sends it, in terms of 1.0 (A2A 1.0 section 4.3.1). Texts that end up in headers hold nothing that could end a header. */
const pushConfig = z.object({
  id: z.string().max(200).optional(),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  token: z
    .string()
    .max(4096)
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
  authentication: authentication.optional(),
});

export type PushConfig = z.infer<typeof pushConfig>;

/** @throws A2aError INVALID_PARAMS, MeshError `egress_blocked` for an address that the mesh does not call */
export function parsePushConfig(mesh: Mesh, value: JsonObject): PushConfig {
  const parsed = pushConfig.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidParams(`The push configuration is wrong at ${issue?.path.join(".") || "its root"}.`);
  }
  mesh.egress.check(parsed.data.url);
  return parsed.data;
}

/** @throws A2aError PUSH_NOTIFICATION_NOT_SUPPORTED */
export function needPush(spec: { pushNotifications: boolean }): void {
  if (spec.pushNotifications) return;
  throw new A2aError(
    "PUSH_NOTIFICATION_NOT_SUPPORTED",
    "unsupported_operation",
    "This agent sends no push notifications.",
  );
}

const secrets = z.object({ token: z.string().optional(), authentication: authentication.optional() });
export type PushSecrets = z.infer<typeof secrets>;

export function sealPushSecrets(mesh: Mesh, hookId: string, config: PushConfig): Buffer {
  const { token, authentication } = config;
  const plain = Buffer.from(JSON.stringify({ token, authentication }));
  return mesh.services.get(vaultService).seal(rowName(hookId), plain);
}

/** @throws MeshError `unavailable` when sealed under another key */
export function openPushSecrets(mesh: Mesh, row: Pick<PushConfigRow, "hookId" | "sealed">): PushSecrets {
  const plain = mesh.services.get(vaultService).open(rowName(row.hookId), row.sealed);
  return secrets.parse(JSON.parse(plain.toString("utf8")));
}

/** What the caller registered, as it gets it back. */
export function toCallerConfig(mesh: Mesh, row: PushConfigRow): JsonObject {
  const { token, authentication } = openPushSecrets(mesh, row);
  return {
    taskId: row.taskId,
    id: row.id,
    url: row.url,
    ...(token ? { token } : {}),
    ...(authentication ? { authentication } : {}),
  };
}

function rowName(hookId: string): string {
  return `a2a_push_configs/${hookId}`;
}
