import { perMinute } from "../format-figures";

const THIN_PX = 1;
const THICK_PX = 9;

/** How wide a connection is drawn, in pixels: with each doubling of its rate a step more. */
export function lineWidth(calls: number, rangeMs: number): number {
  if (calls === 0) return THIN_PX;
  return Math.min(THICK_PX, THIN_PX + 0.4 + 0.8 * Math.log2(1 + perMinute(calls, rangeMs)));
}
