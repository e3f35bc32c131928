/** Where the leaves of a value are. */
export function leavesOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

/** The value as JSON with other JSON in place of the leaf. */
export function withLeaf(value: unknown, path: readonly string[], json: string): string {
  return JSON.stringify(replaced(value, path)).replace(`"${MARK}"`, () => json);
}

const MARK = "\ue000leaf";

function replaced(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return MARK;
  if (Array.isArray(value)) {
    return value.map((item, at) => (String(at) === name ? replaced(item, rest) : item));
  }
  const object = value as Record<string, unknown>;
  return { ...object, [name]: replaced(object[name], rest) };
}
