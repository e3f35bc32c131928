import { join } from "node:path";

/** Where the signed-in browser state of this run is kept, for one of the two meshes. */
export function sessionFile(which: "full" | "empty"): string {
  return join(process.env[which === "full" ? "E2E_HOME" : "E2E_EMPTY_HOME"] ?? "", "browser-session.json");
}
