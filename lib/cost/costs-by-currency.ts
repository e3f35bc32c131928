import type { CostCell } from "@/db/queries/costs";
import { decimalOf, picoOf } from "./decimal";
import type { CostFigure, CostGroup, CurrencyCosts } from "./get-costs.schema";

/** What some groups and each currency as a whole came to before. */
export interface PreviousCost {
  currency: string;
  value: string | null;
  whole: boolean;
  cost: string;
  calls: number;
}

/** Cells of groups and buckets as figures, each currency for itself; the one in which most calls were paid comes first. Whole-number arithmetic throughout. */
export function costsByCurrency(
  cells: readonly CostCell[],
  previous: readonly PreviousCost[],
  top: number,
): CurrencyCosts[] {
  const currencies = [...new Set([...cells, ...previous].map(({ currency }) => currency))];
  return currencies
    .map((currency) => currencyOf(currency, cells, previous, top))
    .sort((a, b) => b.calls - a.calls || (a.currency < b.currency ? -1 : 1));
}

function currencyOf(
  currency: string,
  allCells: readonly CostCell[],
  allPrevious: readonly PreviousCost[],
  top: number,
): CurrencyCosts {
  const cells = allCells.filter((cell) => cell.currency === currency);
  const before = allPrevious.filter((row) => row.currency === currency);
  const whole = before.find((row) => row.whole) ?? NOTHING;
  const total = figureOf(cells, whole);
  const ranks = [...new Set(cells.map(({ rank }) => rank))].sort((a, b) => a - b);
  const shown = ranks.filter((rank) => rank <= top);
  const nameOf = (rank: number) => cells.find((cell) => cell.rank === rank)?.value ?? null;
  const beforeOf = (value: string | null) =>
    before.find((row) => !row.whole && row.value === value) ?? NOTHING;
  const shownBefore = shown.map((rank) => beforeOf(nameOf(rank)));
  const groups = ranks.map((rank): CostGroup => {
    const others = rank > top ? (cells[0]?.groups ?? 0) - top : 0;
    const figure = figureOf(
      cells.filter((cell) => cell.rank === rank),
      others > 0 ? rest(whole, shownBefore) : beforeOf(nameOf(rank)),
    );
    return { ...figure, value: nameOf(rank), others, share: percentOf(figure.cost, total.cost) };
  });
  return { ...total, currency, groups, groupCount: cells[0]?.groups ?? 0 };
}

const NOTHING = { cost: "0", calls: 0 };
type Amount = Pick<PreviousCost, "cost" | "calls">;

function figureOf(cells: readonly CostCell[], before: Amount): CostFigure {
  const buckets = new Map<number, { pico: bigint; calls: number }>();
  let pico = 0n;
  let calls = 0;
  let succeeded = 0;
  for (const cell of cells) {
    const cost = picoOf(cell.cost);
    const bucket = buckets.get(cell.bucket) ?? { pico: 0n, calls: 0 };
    buckets.set(cell.bucket, { pico: bucket.pico + cost, calls: bucket.calls + cell.calls });
    pico += cost;
    calls += cell.calls;
    succeeded += cell.succeeded;
  }
  const was = picoOf(before.cost);
  return {
    cost: decimalOf(pico),
    calls,
    succeeded,
    perSuccess: succeeded > 0 ? decimalOf(divide(pico, BigInt(succeeded))) : null,
    previous: { cost: decimalOf(was), calls: before.calls },
    change: { cost: decimalOf(pico - was), percent: percent(pico - was, was) },
    buckets: [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([bucket, sum]) => ({ at: bucket - 1, cost: decimalOf(sum.pico), calls: sum.calls })),
  };
}

/** The whole without some of its parts. */
function rest(whole: Amount, parts: readonly Amount[]): Amount {
  const pico = parts.reduce((left, part) => left - picoOf(part.cost), picoOf(whole.cost));
  return { cost: decimalOf(pico), calls: parts.reduce((left, part) => left - part.calls, whole.calls) };
}

function percentOf(part: string, whole: string): number | null {
  return percent(picoOf(part), picoOf(whole));
}

/** In percent, rounded to a tenth; null of nothing. */
function percent(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number(divide(part * 1000n, whole)) / 10;
}

/** Rounded half away from zero. */
function divide(pico: bigint, by: bigint): bigint {
  const size = pico < 0n ? -pico : pico;
  const rounded = (size * 2n + by) / (2n * by);
  return pico < 0n ? -rounded : rounded;
}
