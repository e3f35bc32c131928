import { hiddenCharacters } from "@/lib/core/hidden-characters";
import type { PreviewLine } from "./preview-registration.schema";

const MAX_VALUE = 500;

/** A stranger's text as a line: a warning where something in it hides, or where it is missing and `absent` says why that matters. */
export function textLine(field: string, text: string, absent: string): PreviewLine {
  const value = text.slice(0, MAX_VALUE);
  const hidden = hiddenCharacters(text);
  if (hidden.length > 0) {
    const message = `It holds characters that are not seen (${hidden.slice(0, 5).join(", ")}): read it as it is shown here before you trust it.`;
    return { state: "warning", field, value, message };
  }
  if (text.trim() === "") return { state: "warning", field, value: "", message: absent };
  return { state: "ok", field, value, message: "" };
}

/** A name that an asset may have, made of a title: `CRM specialist` becomes `crm-specialist`. Empty when nothing of the title can be used. */
export function suggestName(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}
