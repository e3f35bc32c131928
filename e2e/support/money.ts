import type { Page } from "playwright/test";

const DIGITS = 12;

/** A decimal text as a whole number of 10^-12. Not the product's own arithmetic, which is what is under test. */
export function pico(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(DIGITS, "0"));
}

/** The calls that the list at this page's address has, all pages of it, as the browser's own session gets them. */
export async function callsAt(
  page: Page,
): Promise<{ id: string; cost: string | null; currency: string | null }[]> {
  const query = new URLSearchParams();
  for (const [name, value] of new URL(page.url()).searchParams) {
    // The address has lists in one parameter; names in these tests have no comma.
    for (const one of value.split(",")) query.append(name, one);
  }
  const found: { id: string; cost: string | null; currency: string | null }[] = [];
  for (let before: string | null = ""; before !== null; ) {
    const asked = new URLSearchParams(query);
    asked.set("limit", "200");
    if (before) asked.set("before", before);
    const response = await page.request.get(`/api/console/calls?${asked}`);
    const { items, next } = (await response.json()) as { items: typeof found; next: string | null };
    found.push(...items);
    before = next;
  }
  return found;
}
