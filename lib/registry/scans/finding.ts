import { hiddenCharacters } from "@/lib/core/hidden-characters";

/** What a scan can find. Stable: tests, records and translations go by them. */
export type FindingCode =
  | "invisible_characters"
  | "overrides_instructions"
  | "hides_from_people"
  | "hidden_markup"
  | "asks_for_secrets"
  | "orders_the_model"
  | "encoded_text"
  | "secret"
  | "confusable_name"
  | "same_name"
  | "mixed_letters"
  | "speaks_of_other_tool";

export interface Finding {
  code: FindingCode;
  /** `severe` keeps an asset out of traffic until a person has said why it is right; `notable` is shown. */
  severity: "severe" | "notable";
  /** JSON pointer (RFC 6901) into `{ name, title, description, spec }`. */
  path: string;
  /** What it is about, made safe to show: hidden characters as code points, secrets cut. */
  excerpt: string;
  /** A sentence. */
  message: string;
}

const MAX_EXCERPT = 160;

/** A stranger's text as an excerpt: one line, what hides in it written out. */
export function excerptOf(text: string): string {
  const cut = text.slice(0, MAX_EXCERPT * 2);
  let shown = cut.replace(/[\r\n\t]+/g, " ");
  for (const code of hiddenCharacters(shown)) {
    shown = shown.replaceAll(String.fromCodePoint(Number.parseInt(code.slice(2), 16)), `[${code}]`);
  }
  return shown.length > MAX_EXCERPT ? `${shown.slice(0, MAX_EXCERPT)}…` : shown;
}
