import type { Standing } from "@/lib/budgets/standing.schema";
import type { ChangeAnswer } from "@/lib/changes/change-answer.schema";
import type { Attempt } from "@/lib/core/attempt.schema";

/** What the forms of budgets and limits need from their page. */
export interface BudgetForms {
  /** Names of the domains that one can belong to. */
  domains: readonly string[];
  propose: (input: unknown) => Promise<Attempt<ChangeAnswer>>;
}

export const BUDGETS_KEY = ["budgets"];

/** The form of a budget or a limit as the change that it asks for. What is left empty is left out; the mesh checks the rest. */
export function changeOf(kind: Standing["kind"], form: FormData): Record<string, unknown> {
  const name = text(form, "name") ?? "";
  const scope = defined({
    domain: text(form, "scopeDomain"),
    caller: text(form, "caller"),
    asset: text(form, "asset"),
  });
  const domain = text(form, "domain");
  return {
    title: `${form.get("known") ? "Change" : "Add"} ${kind} ${name}`,
    reason: form.get("reason"),
    items: [
      {
        op: "put",
        kind,
        name,
        head: domain === undefined ? {} : { domain },
        spec: kind === "budget" ? budgetOf(scope, form) : limitOf(scope, form),
      },
    ],
  };
}

function budgetOf(scope: object, form: FormData) {
  const shares = (text(form, "alertAt") ?? "").split(",").flatMap((share) => {
    const percent = Number(share);
    return share.trim() === "" || !Number.isFinite(percent) ? [] : [percent / 100];
  });
  return {
    scope,
    amount: text(form, "amount"),
    currency: text(form, "currency")?.toUpperCase(),
    period: text(form, "period"),
    mode: text(form, "mode"),
    ...(shares.length > 0 ? { alertAt: shares } : {}),
  };
}

function limitOf(scope: object, form: FormData) {
  const counted = (name: string, unit: "calls" | "tokens") => {
    const count = text(form, name);
    return count === undefined ? undefined : { [unit]: Number(count), per: text(form, `${name}Per`) };
  };
  const concurrency = text(form, "concurrency");
  return defined({
    scope,
    rate: counted("rate", "calls"),
    quota: counted("quota", "calls"),
    tokens: counted("tokens", "tokens"),
    concurrency: concurrency === undefined ? undefined : Number(concurrency),
  });
}

/** Without the members that are not there. */
function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function text(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
