const MINUTE_MS = 60_000;
export const SPAN_MS = 5 * MINUTE_MS;
export const LONG_SPAN_MS = 60 * MINUTE_MS;

/** A stretch of time, from inclusive to exclusive, in milliseconds. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

export interface RangeParts {
  /** Where calls are counted one by one: both ends of the range. */
  raw: readonly Stretch[];
  /** Where spans of 5 minutes are added up, and where spans of an hour. */
  short: readonly Stretch[];
  long: readonly Stretch[];
}

/**
 * How a range is put together from what has been counted already. The parts touch, overlap nowhere, and are the range.
 * @param rolledMs until when calls have been counted
 * @param frameMs length of the spans that are to be told apart from `originMs` on; undefined: none
 */
export function partsOfRange(
  { fromMs, toMs }: Stretch,
  rolledMs: number,
  frames: { originMs: number; frameMs: number } | undefined,
): RangeParts {
  const [a, b] = within(fromMs, Math.min(toMs, rolledMs), SPAN_MS);
  if (b <= a || !fits(frames, SPAN_MS)) return { raw: [{ fromMs, toMs }], short: [], long: [] };
  const raw = stretches([fromMs, a], [b, toMs]);
  const [c, d] = within(a, b, LONG_SPAN_MS);
  if (d <= c || !fits(frames, LONG_SPAN_MS)) return { raw, short: stretches([a, b]), long: [] };
  return { raw, short: stretches([a, c], [d, b]), long: stretches([c, d]) };
}

/**
 * Cuts a range into at most `count` equal spans. Long ones begin at round times, so that they can be added up from what has been counted already; the first and the last are then shorter.
 */
export function framesOfRange(
  { fromMs, toMs }: Stretch,
  count: number,
): { originMs: number; frameMs: number; count: number } {
  const even = (toMs - fromMs) / count;
  if (even < SPAN_MS) return { originMs: fromMs, frameMs: even, count };
  let frameMs = Math.ceil(even / SPAN_MS) * SPAN_MS;
  const originOf = () => Math.floor(fromMs / frameMs) * frameMs;
  while (Math.ceil((toMs - originOf()) / frameMs) > count) frameMs += SPAN_MS;
  return { originMs: originOf(), frameMs, count: Math.ceil((toMs - originOf()) / frameMs) };
}

function within(fromMs: number, toMs: number, gridMs: number): [number, number] {
  return [Math.ceil(fromMs / gridMs) * gridMs, Math.floor(toMs / gridMs) * gridMs];
}

function fits(frames: { originMs: number; frameMs: number } | undefined, gridMs: number): boolean {
  return frames === undefined || (frames.originMs % gridMs === 0 && frames.frameMs % gridMs === 0);
}

function stretches(...pairs: (readonly [number, number])[]): Stretch[] {
  return pairs.filter(([from, to]) => to > from).map(([fromMs, toMs]) => ({ fromMs, toMs }));
}
