import { isRecord } from "@/lib/core/is-record";
import type { ChangeLine } from "./change-line.schema";
import { isSame, valueWords } from "./value-words";

/** Beyond it a reader looks at the texts side by side. */
const MAX_LINES = 200;

/** What differs between two JSON values, member by member. Lists of plain values are compared as sets, others by place. Equal values give nothing, different ones at least one line. */
export function jsonLines(path: string, before: unknown, after: unknown): ChangeLine[] {
  const lines = linesOf(path, before, after);
  if (lines.length <= MAX_LINES) return lines;
  const left = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), { change: "changed", path, text: `${left} more differences` }];
}

function linesOf(path: string, before: unknown, after: unknown): ChangeLine[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ change: "added", path, text: `${path} is new: ${valueWords(after)}` }];
  if (after === undefined)
    return [{ change: "removed", path, text: `${path} is gone: it was ${valueWords(before)}` }];
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => linesOf(join(path, name), before[name], after[name]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listLines(path, before, after);
  return [
    { change: "changed", path, text: `${path} is now ${valueWords(after)}, was ${valueWords(before)}` },
  ];
}

function listLines(path: string, before: readonly unknown[], after: readonly unknown[]): ChangeLine[] {
  const isPlain = (item: unknown) => typeof item !== "object" || item === null;
  if (![...before, ...after].every(isPlain)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, at) => linesOf(join(path, String(at)), before[at], after[at])).flat();
  }
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  if (added.length + removed.length === 0) {
    return [{ change: "changed", path, text: `${path} has another order, or something in it twice` }];
  }
  return [
    ...(added.length > 0
      ? [{ change: "added" as const, path, text: `${path} gains ${valueWords(added)}` }]
      : []),
    ...(removed.length > 0
      ? [{ change: "removed" as const, path, text: `${path} loses ${valueWords(removed)}` }]
      : []),
  ];
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
