import fc from "fast-check";
import { HOSTILE_TEXTS, HOSTILE_VALUES } from "./hostile-values";

const value = fc.oneof(
  fc.constantFrom(...HOSTILE_VALUES),
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const change = fc.record({
  /** Which member, counted over the whole message. */
  at: fc.nat(40),
  what: fc.constantFrom(
    "replace",
    "delete",
    "rename",
    "add",
    "repeat",
    "wrap",
    "case",
  ) as fc.Arbitrary<Change>,
  value,
  name: fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ maxLength: 20 })),
});

type Change = "replace" | "delete" | "rename" | "add" | "repeat" | "wrap" | "case";

/** What becomes of the finished text. */
const damage = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: "none" as const, at: 0, byte: 0 }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("cut" as const, "flip" as const, "twice" as const),
      at: fc.nat(300),
      byte: fc.nat(255),
    }),
  },
);

/** Bytes that began as `sample` and were changed in up to four places, or are JSON or noise of their own. */
export function hostileBytes(sample: unknown): fc.Arbitrary<Buffer> {
  const mutated = fc
    .record({ changes: fc.array(change, { minLength: 0, maxLength: 4 }), damage })
    .map(({ changes, damage: harm }) => damaged(Buffer.from(written(changes.reduce(changed, sample))), harm));
  const batch = fc
    .array(fc.array(change, { maxLength: 2 }), { minLength: 0, maxLength: 60 })
    .map((all) =>
      Buffer.from(`[${all.map((changes) => written(changes.reduce(changed, sample))).join(",")}]`),
    );
  return fc.oneof(
    { weight: 12, arbitrary: mutated },
    { weight: 1, arbitrary: batch },
    { weight: 2, arbitrary: fc.jsonValue().map((json) => Buffer.from(JSON.stringify(json))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  );
}

/** Marks a member that JSON.stringify cannot write: one that stands there twice. */
const AGAIN = "\ue000again";

function changed(message: unknown, { at, what, value: given, name }: ChangeOf): unknown {
  let left = at % (countOf(message) + 1);
  const walk = (node: unknown): unknown => {
    if (left-- === 0 && what !== "delete" && what !== "rename" && what !== "repeat" && what !== "case") {
      if (what === "wrap") return [node];
      if (what === "replace" || typeof node !== "object" || node === null) return given;
      return Array.isArray(node) ? [...node, given] : { ...node, [name]: given };
    }
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    const entries = Object.entries(node).flatMap(([key, member]) => {
      const hit = left === 0;
      const inner = walk(member);
      if (!hit) return [[key, inner]];
      switch (what) {
        case "delete":
          return [];
        case "rename":
          return [[name, inner]];
        case "case":
          return [[key.toUpperCase(), inner]];
        case "repeat":
          return [
            [key, inner],
            [`${AGAIN}${key}`, given],
          ];
        default:
          return [[key, inner]];
      }
    });
    return Object.fromEntries(entries);
  };
  return walk(message);
}

interface ChangeOf {
  at: number;
  what: Change;
  value: unknown;
  name: string;
}

function countOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 1;
  return Object.values(node).reduce<number>((sum, member) => sum + countOf(member), 1);
}

function written(message: unknown): string {
  return (JSON.stringify(message) ?? "").replaceAll(AGAIN, "");
}

function damaged(bytes: Buffer, { kind, at, byte }: { kind: string; at: number; byte: number }): Buffer {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  if (kind === "cut") return bytes.subarray(0, place);
  if (kind === "twice") return Buffer.concat([bytes, bytes]);
  if (kind === "flip" && bytes.length > 0) {
    const flipped = Buffer.from(bytes);
    flipped[place] = byte;
    return flipped;
  }
  return bytes;
}
