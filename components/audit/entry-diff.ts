/** One place in which two documents differ. `path` names it from the outside in. */
export interface Difference {
  path: string;
  before: string | null;
  after: string | null;
}

const MOST = 500;

/**
 * Where two JSON documents differ, in the order of the newer one. Lists are compared place by place. A part that is only in one of them is one difference.
 * @returns at most 500; `cut` when there are more
 */
export function diffJson(before: unknown, after: unknown): { differences: Difference[]; cut: boolean } {
  const differences: Difference[] = [];
  compare([], before, after, differences);
  return { differences: differences.slice(0, MOST), cut: differences.length > MOST };
}

function compare(path: readonly string[], before: unknown, after: unknown, found: Difference[]): void {
  if (found.length > MOST) return;
  const [old, now] = [membersOf(before), membersOf(after)];
  if (!old || !now || Array.isArray(before) !== Array.isArray(after)) {
    const difference = { path: path.join("."), before: shown(before), after: shown(after) };
    if (difference.before !== difference.after) found.push(difference);
    return;
  }
  for (const name of new Set([...Object.keys(now), ...Object.keys(old)])) {
    compare([...path, name], own(old, name), own(now, name), found);
  }
}

function membersOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

/** Not what every object inherits: a member may be named `constructor`. */
function own(members: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function shown(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
