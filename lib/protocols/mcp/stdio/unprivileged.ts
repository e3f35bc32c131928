import { execFileSync } from "node:child_process";
import { z } from "zod";
import { MeshError } from "@/lib/core/errors";

/**
 * As whom a server runs: as the mesh itself, unless that is root; then as the given user, without root's groups.
 * @throws MeshError `invalid_request` for a user that does not exist or is root under another name
 */
export function unprivileged(user: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ids = { uid: idOf("-u", user), gid: idOf("-g", user) };
  if (ids.uid === 0) throw new MeshError("invalid_request", `SIGNALBOX_STDIO_SERVERS: ${user} is root.`);
  return ids;
}

function idOf(flag: "-u" | "-g", user: string): number {
  try {
    const told = execFileSync("id", [flag, user], { stdio: ["ignore", "pipe", "ignore"], timeout: 5000 });
    return z.coerce.number().int().parse(told.toString().trim());
  } catch (cause) {
    throw new MeshError("invalid_request", `SIGNALBOX_STDIO_SERVERS: there is no user ${user}.`, { cause });
  }
}
