import type { ModelView, RatesView } from "./spec.schema";

/** Every table of rates that a price has, the ordinary one first, with a caption that says when it counts. */
export function rateTables(price: NonNullable<ModelView["price"]>): { title: string; rates: RatesView }[] {
  const { services = {}, tiers = [], currency } = price;
  const title = `${currency} for a million tokens`;
  return [
    { title, rates: price },
    ...tiersOf(title, tiers),
    ...Object.entries(services).flatMap(([service, table]) => {
      const served = `${title}, service ${service}`;
      return [{ title: served, rates: table }, ...tiersOf(served, table.tiers ?? [])];
    }),
  ];
}

function tiersOf(title: string, tiers: readonly (RatesView & { aboveInput: number })[]) {
  return tiers.map((tier) => ({
    title: `${title}, requests with more than ${tier.aboveInput.toLocaleString("en")} tokens of input`,
    rates: tier,
  }));
}
