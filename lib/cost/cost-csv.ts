import { stringify } from "csv-stringify/sync";
import type { CostLineItem } from "./list-cost-lines.schema";

const COLUMNS = [
  "call",
  "started_at",
  "ended_at",
  "caller",
  "on_behalf_of",
  "callee",
  "domain",
  "model",
  "operation",
  "task",
  "status",
  "input_tokens",
  "output_tokens",
  "cost",
  "currency",
  "price",
] as const;

interface Page {
  items: readonly CostLineItem[];
  next: string | null;
}

/**
 * Lines as CSV (RFC 4180), page by page as fast as the reader takes them. A cell that a spreadsheet would run as a formula gets an apostrophe in front: names are strangers' words. Amounts are exact decimals; an
 * unknown cost is an empty cell, not 0.
 */
export function costCsv(page: (after: string | undefined) => Promise<Page>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: string | undefined;
  let begun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { items, next } = await page(after);
      controller.enqueue(encoder.encode(csvOf(items, !begun)));
      begun = true;
      after = next ?? undefined;
      if (next === null) controller.close();
    },
  });
}

/** Exported for its test. */
export function csvOf(items: readonly CostLineItem[], header: boolean): string {
  return stringify(items.map(cellsOf), {
    header,
    columns: [...COLUMNS],
    escape_formulas: true,
    // A lone carriage return ends a line for some readers.
    quoted_string: true,
    record_delimiter: "windows",
  });
}

function cellsOf(line: CostLineItem): (string | number | null)[] {
  return [
    line.callId,
    line.startedAt,
    line.endedAt,
    line.caller,
    line.subject,
    line.callee,
    line.domain,
    line.model,
    line.operation,
    line.task,
    line.status,
    line.inputTokens,
    line.outputTokens,
    line.cost,
    line.currency,
    line.price === null || line.price === undefined ? null : JSON.stringify(line.price),
  ];
}
