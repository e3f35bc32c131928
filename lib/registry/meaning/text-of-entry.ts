import { sha256Hex } from "@/lib/core/canonical-json";
import type { CatalogEntry } from "../search/catalog-entry";

/** Of skills, tools and tags. The model reads a paragraph well and a page badly. */
const MOST_CHARS = 400;

type Described = Pick<CatalogEntry, "name" | "domain" | "title" | "description" | "searchText">;

/** What is read of an asset to tell what it is for: its title, its purpose and the beginning of what it offers. */
export function textOfEntry({ name, domain, title, description, searchText }: Described): string {
  const offers = searchText.slice(name.length + domain.length + title.length + description.length + 4);
  return [title, description, offers.slice(0, MOST_CHARS)].filter(Boolean).join(". ");
}

const digests = new WeakMap<object, string>();

/** SHA-256 of that text. */
export function digestOfEntry(entry: CatalogEntry): string {
  const known = digests.get(entry);
  if (known) return known;
  const digest = sha256Hex(textOfEntry(entry));
  digests.set(entry, digest);
  return digest;
}
