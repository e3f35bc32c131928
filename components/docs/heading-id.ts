import type { ReactNode } from "react";

/** The anchor of a heading: its words in lower case, joined by hyphens. */
export function headingId(children: ReactNode): string {
  return words(children)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function words(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(words).join("");
  if (node && typeof node === "object" && "props" in node)
    return words((node.props as { children?: ReactNode }).children);
  return "";
}
