import type { SpecOf } from "../kinds";

/** What a domain demands of certificates. */
export interface CertificationRule {
  /** Cards without a signature are accepted. */
  unsigned: boolean;
  /** What a program put in force counts as reviewed. */
  programs: boolean;
  suites: readonly string[];
  /** Names of the rules that say something about it. */
  from: readonly string[];
}

export interface NamedRule {
  name: string;
  lifecycle: string;
  suspendedReason?: string | null | undefined;
  spec: SpecOf<"review-rule">;
}

/** What all rules that fit say together: something is accepted where each of them accepts it, and every suite of any is demanded. Without a rule a signature and a person's review are. */
export function certificationRuleFor(
  rules: readonly NamedRule[],
  { kind, domain }: { kind: string; domain: string },
): CertificationRule {
  const fitting = rules.flatMap(({ name, lifecycle, suspendedReason, spec }) => {
    const fits =
      lifecycle !== "retired" &&
      (suspendedReason ?? null) === null &&
      (spec.kinds.length === 0 || spec.kinds.includes(kind)) &&
      (spec.domains.length === 0 || spec.domains.includes(domain));
    return fits && spec.certification ? [{ name, ...spec.certification }] : [];
  });
  const all = (accepts: (one: (typeof fitting)[number]) => boolean | undefined) =>
    fitting.length > 0 && fitting.every((one) => accepts(one) === true);
  return {
    unsigned: all(({ unsigned }) => unsigned),
    programs: all(({ programs }) => programs),
    suites: [...new Set(fitting.flatMap(({ suites = [] }) => suites))].sort(),
    from: fitting.map(({ name }) => name).sort(),
  };
}
