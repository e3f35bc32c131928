import {
  createLoader,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { CHANGE_BOXES } from "@/lib/changes/change-names.schema";

/** What the address of the list of changes says. */
export const changeSearch = {
  box: parseAsStringLiteral(CHANGE_BOXES).withDefault("review"),
  domain: parseAsString.withDefault(""),
  /** `kind:name` of an asset: only changes of it. */
  asset: parseAsString.withDefault(""),
  /** With those that needed no review. */
  all: parseAsBoolean.withDefault(false),
  /** The list begins after this change. */
  before: parseAsInteger,
};

export const loadChangeSearch = createLoader(changeSearch);

/** What the address of a change says. */
export const changeViewSearch = {
  diff: parseAsStringLiteral(["unified", "split"] as const).withDefault("unified"),
};

export const loadChangeViewSearch = createLoader(changeViewSearch);
