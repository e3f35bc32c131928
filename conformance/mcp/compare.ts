import type { Check } from "./official-runner";

export interface Comparison {
  /** Passes at the mesh's address. */
  passed: string[];
  /** Passes directly and not through the mesh. */
  lost: Check[];
  /** Passes neither directly nor through the mesh. */
  neither: Check[];
  /** Passes only through the mesh, which checks what the server leaves unchecked. */
  gained: string[];
}

/** What the mesh keeps, loses and adds of what a server passes by itself. */
export function compare(direct: readonly Check[], through: readonly Check[]): Comparison {
  const before = new Map(direct.map((check) => [check.id, check]));
  const after = new Map(through.map((check) => [check.id, check]));
  const lost: Check[] = [];
  for (const check of direct) {
    const now = after.get(check.id);
    if (check.status !== "SUCCESS" || now?.status === "SUCCESS") continue;
    lost.push(now ?? { ...check, status: "FAILURE", message: "was not reached" });
  }
  const lostIds = new Set(lost.map(({ id }) => id));
  const passed = through.filter(({ status }) => status === "SUCCESS").map(({ id }) => id);
  return {
    passed,
    lost,
    neither: through.filter(({ id, status }) => isMiss(status) && !lostIds.has(id)),
    gained: passed.filter((id) => before.get(id)?.status !== "SUCCESS"),
  };
}

function isMiss(status: Check["status"]): boolean {
  return status === "FAILURE" || status === "WARNING";
}
