import { parseAsString, parseAsStringLiteral } from "nuqs/server";

export const FIDELITY_NAMES = ["manual", "approximate", "unsupported", "exact"] as const;

/** What the address of an import holds. The file itself stays in the browser: it may hold credentials. */
export const importSearch = {
  domain: parseAsString.withDefault(""),
  onConflict: parseAsStringLiteral(["fail", "skip", "update", "rename"] as const).withDefault("fail"),
  show: parseAsStringLiteral(FIDELITY_NAMES),
};
