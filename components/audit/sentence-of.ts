import { kindLabel } from "@/lib/audit/browse/audit-fields.schema";
import { type Entry, tellingOf } from "./entry-words";
import { partyOf } from "./party-of";

/** A piece of a sentence. What strangers chose (names, messages) is never part of the words around it. */
export interface SentencePart {
  kind: "actor" | "role" | "words" | "object" | "detail";
  text: string;
}

/** An entry as a sentence: who, with the role that they had then, did what to what, and how it ended. */
export function sentenceOf(entry: Entry): SentencePart[] {
  const { words, detail } = tellingOf(entry);
  const [before = "", after] = words.split("{}");
  const parts: SentencePart[] = [{ kind: "actor", text: actorLabel(entry) }];
  if (entry.role && entry.role !== "agent") parts.push({ kind: "role", text: `(${entry.role})` });
  parts.push({ kind: "words", text: before.trim() });
  if (after !== undefined) {
    parts.push({ kind: "object", text: objectLabel(entry) });
    if (after.trim()) parts.push({ kind: "words", text: after.trim() });
  }
  if (detail) parts.push({ kind: "detail", text: detail });
  return parts;
}

/** The same as plain text. */
export function sentenceText(entry: Entry): string {
  return sentenceOf(entry)
    .map((part, nth) => (nth === 0 || isAttached(part) ? part.text : ` ${part.text}`))
    .join("");
}

/** Whether a part follows the one before without a space. */
export function isAttached({ text }: SentencePart): boolean {
  return /^[,;.]/.test(text);
}

function actorLabel({ actor, actorName }: Pick<Entry, "actor" | "actorName">): string {
  const { kind, id } = partyOf(actor);
  if (kind === "mesh") return "The mesh";
  if (id === "unknown") return "Somebody unknown";
  if (kind === "guard") return `The guard ${id}`;
  return actorName ?? id;
}

function objectLabel({ object, objectName }: Pick<Entry, "object" | "objectName">): string {
  const { kind, id } = partyOf(object);
  if (kind === "mesh") return "the mesh";
  if (kind === "audit-log") return "the audit log";
  if (kind === "user") return objectName ?? (id === "unknown" ? "somebody unknown" : id);
  return `${kindLabel(kind).replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())} ${objectName ?? shortId(id)}`;
}

function shortId(id: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}
