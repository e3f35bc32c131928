import { idFloor } from "@/lib/core/ids";

export const HOUR_MS = 3_600_000;

/** A stretch of time, from inclusive to exclusive, in milliseconds. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

export interface CostParts {
  /** Where lines are read. */
  raw: readonly Stretch[];
  /** Whole hours that have been added up. */
  rolled: readonly Stretch[];
}

/**
 * How a period is put together from what has been added up already. The parts touch, overlap nowhere, and are the period.
 * @param boundsMs times that are to be told apart, such as midnights of a zone; an hour that one of them cuts is read line by line
 * @param rolledMs until when costs have been added up
 * @param gapsMs where hours begin that have to be added up again
 */
export function costPartsOf(
  { fromMs, toMs }: Stretch,
  boundsMs: readonly number[],
  rolledMs: number,
  gapsMs: readonly number[],
): CostParts {
  const firstMs = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
  const lastMs = Math.floor(Math.min(toMs, rolledMs) / HOUR_MS) * HOUR_MS;
  if (lastMs <= firstMs) return { raw: [{ fromMs, toMs }], rolled: [] };
  const cut = boundsMs.filter((ms) => ms % HOUR_MS !== 0).map((ms) => Math.floor(ms / HOUR_MS) * HOUR_MS);
  const left = [...new Set([...cut, ...gapsMs])]
    .filter((ms) => ms >= firstMs && ms < lastMs)
    .sort((a, b) => a - b);
  const raw: Stretch[] = [{ fromMs, toMs: firstMs }];
  const rolled: Stretch[] = [];
  let at = firstMs;
  for (const ms of left) {
    rolled.push({ fromMs: at, toMs: ms });
    raw.push({ fromMs: ms, toMs: ms + HOUR_MS });
    at = ms + HOUR_MS;
  }
  rolled.push({ fromMs: at, toMs: lastMs });
  raw.push({ fromMs: lastMs, toMs });
  return { raw: joined(raw), rolled: joined(rolled) };
}

/** The lowest ids of the hours of a stretch. */
export function hourIdsOf({ fromMs, toMs }: Stretch): string[] {
  return Array.from({ length: (toMs - fromMs) / HOUR_MS }, (_, nth) => idFloor(fromMs + nth * HOUR_MS));
}

/** The next full hour. */
export function hourAfter(ms: number): number {
  return (Math.floor(ms / HOUR_MS) + 1) * HOUR_MS;
}

/** Without empty ones, and those that touch as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = [];
  for (const stretch of stretches) {
    const last = whole.at(-1);
    if (stretch.toMs <= stretch.fromMs) continue;
    if (last?.toMs === stretch.fromMs) whole[whole.length - 1] = { fromMs: last.fromMs, toMs: stretch.toMs };
    else whole.push(stretch);
  }
  return whole;
}
