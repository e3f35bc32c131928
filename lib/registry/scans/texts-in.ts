import { isRecord } from "@/lib/core/is-record";

/** A text with the place where it stands. */
export interface PlacedText {
  /** JSON pointer (RFC 6901). */
  path: string;
  text: string;
  /** The member that holds it; empty in a list. */
  member: string;
}

/** Deeper than any spec that its schema takes; what lies below is not read by a model either, for the gateway refuses it. */
const MAX_DEPTH = 64;

/** Every text in a value, names of members included, in the order in which they stand. */
export function textsIn(value: unknown, path = "", member = "", depth = 0): PlacedText[] {
  if (typeof value === "string") return [{ path, text: value, member }];
  if (depth >= MAX_DEPTH) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => textsIn(item, `${path}/${at}`, "", depth + 1));
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const at = `${path}/${pointerPart(name)}`;
    return [{ path: at, text: name, member: "" }, ...textsIn(item, at, name, depth + 1)];
  });
}

export function pointerPart(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
