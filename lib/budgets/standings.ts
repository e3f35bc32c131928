import type { Db } from "@/db/client";
import { listMeters } from "@/db/queries/meters";
import { decimalOf, picoOf } from "@/lib/cost/decimal";
import { countedBy, windowOf } from "./claims";
import type { Ceiling } from "./in-force";
import { leftOf } from "./refusal";
import type { Standing } from "./standing.schema";

/** Keys read in one go. */
const AT_ONCE = 1000;

/** How far budgets and limits are now, each thing that they count by itself; the fullest first. */
export async function standingsOf(db: Db, ceilings: readonly Ceiling[], nowMs: number): Promise<Standing[]> {
  const counted = ceilings.flatMap((ceiling) =>
    countedBy(ceiling).map((one) => ({ ceiling, ...one, ...windowOf(one.per, nowMs) })),
  );
  const found = new Map<string, Awaited<ReturnType<typeof listMeters>>[number]>();
  for (let from = 0; from < counted.length; from += AT_ONCE) {
    const keys = counted.slice(from, from + AT_ONCE).map(({ ceiling, meter, fromMs }) => ({
      assetId: ceiling.id,
      meter,
      windowStart: new Date(fromMs),
    }));
    for (const row of await listMeters(db, { keys })) found.set(`${row.assetId} ${row.meter}`, row);
  }
  return counted
    .map(({ ceiling, measure, meter, per, fromMs, toMs }): Standing => {
      const row = found.get(`${ceiling.id} ${meter}`);
      const cap = capOf(ceiling, meter);
      const [used, reserved] = [row?.used ?? "0", row?.reserved ?? "0"];
      const since = row && per !== undefined ? row.since : undefined;
      return {
        kind: ceiling.kind,
        name: ceiling.name,
        title: ceiling.title,
        domain: ceiling.domain,
        scope: scopeOf(ceiling),
        measure,
        per: per ?? null,
        mode: ceiling.kind === "budget" ? ceiling.spec.mode : "hard",
        alertAt: (ceiling.kind === "budget" ? ceiling.spec.alertAt : undefined) ?? [],
        cap,
        currency: ceiling.kind === "budget" ? ceiling.spec.currency : null,
        used,
        reserved,
        left: leftOf(cap, used, reserved),
        since: since?.toISOString() ?? null,
        from: toMs === undefined ? null : new Date(fromMs).toISOString(),
        resetsAt: toMs === undefined ? null : new Date(toMs).toISOString(),
        expected:
          since && toMs !== undefined
            ? expectedOf(used, { fromMs: Math.max(fromMs, since.getTime()), nowMs, toMs })
            : null,
      };
    })
    .sort((a, b) => fullness(b) - fullness(a) || (a.name < b.name ? -1 : 1));
}

/** Time that tells nothing yet about the rest: less than a hundredth of it, or than a minute. */
const TOO_SHORT_SHARE = 0.01;
const TOO_SHORT_MS = 60_000;

/** What is used at the end of a window if calls go on as they did since they are counted; an estimate to the sixth digit. */
export function expectedOf(
  used: string,
  { fromMs, nowMs, toMs }: { fromMs: number; nowMs: number; toMs: number },
): string | null {
  const passedMs = nowMs - fromMs;
  if (passedMs < TOO_SHORT_MS || passedMs < (toMs - fromMs) * TOO_SHORT_SHARE) return null;
  const whole = (picoOf(used) * BigInt(toMs - fromMs)) / BigInt(passedMs);
  return decimalOf((whole / 1_000_000n) * 1_000_000n);
}

/** What is meant not to be passed, also where passing it is only told. */
function capOf(ceiling: Ceiling, meter: string): string {
  if (ceiling.kind === "budget") return ceiling.spec.amount;
  return countedBy(ceiling).find((one) => one.meter === meter)?.cap ?? "0";
}

function scopeOf({ spec: { scope } }: Ceiling): Standing["scope"] {
  const { domain, caller, asset } = scope;
  return {
    ...(domain === undefined ? {} : { domain }),
    ...(caller === undefined ? {} : { caller }),
    ...(asset === undefined ? {} : { asset }),
  };
}

function fullness({ cap, used, reserved }: Standing): number {
  return (Number(used) + Number(reserved)) / Math.max(Number(cap), 1e-12);
}
