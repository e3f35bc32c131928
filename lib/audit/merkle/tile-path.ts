import { TILE_WIDTH } from "./tiles";

/** A tile or an entry bundle as its address names it; `width` is 256 without the suffix `.p/<W>`. */
export interface TileAddress {
  level: number | "entries";
  index: number;
  width: number;
}

/** The address below the log's prefix: `tile/<L>/<N>[.p/<W>]`, `<N>` in groups of three digits (C2SP tlog-tiles, Merkle Tree). */
export function tilePath({ level, index, width }: TileAddress): string {
  const groups =
    String(index)
      .padStart(Math.ceil(String(index).length / 3) * 3, "0")
      .match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

const PATTERN = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/;
const MAX_LEVEL = 63;

/** Reads such an address; undefined for one that is not written exactly as the specification says. */
export function parseTilePath(path: string): TileAddress | undefined {
  const match = PATTERN.exec(path);
  if (!match) return undefined;
  const [, levelText = "", groups = "", widthText] = match;
  const level = levelText === "entries" ? "entries" : Number(levelText);
  const address = {
    level,
    index: Number(groups.replaceAll(/[x/]/g, "")),
    width: widthText === undefined ? TILE_WIDTH : Number(widthText),
  } as const;
  const inBounds =
    (level === "entries" || level <= MAX_LEVEL) &&
    (widthText === undefined || (address.width >= 1 && address.width < TILE_WIDTH));
  // One tile has one address: leading zeros and superfluous groups are refused, so a cache never holds it twice.
  return inBounds && tilePath(address) === path ? address : undefined;
}
