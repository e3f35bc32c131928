import { createLoader, createSerializer, parseAsString } from "nuqs/server";

/** What the address of the screen says: what is tried, or which call is tried again. */
const trySearch = {
  kind: parseAsString.withDefault(""),
  name: parseAsString.withDefault(""),
  tool: parseAsString.withDefault(""),
  /** A call whose request fills the form. */
  from: parseAsString.withDefault(""),
};

export const loadTrySearch = createLoader(trySearch);

const serialize = createSerializer(trySearch);

/** The address at which something can be tried. */
export function tryHref(target: { kind: string; name: string; tool?: string } | { from: string }): string {
  return serialize("/try", target);
}
