import type { Db } from "@/db/client";
import { listReviewedItems, type ReviewedItem } from "@/db/queries/certificates";
import { findDomain, listPeopleOfDomain } from "@/db/queries/domains";
import { listLiveAssets } from "@/db/queries/live-assets";
import { findUserByEmail } from "@/db/queries/users";
import { ASSET_KINDS, type SpecOf } from "../kinds";
import { readStanding, type SuiteStanding } from "../suite-results/suite-standing";
import type { BoundPart } from "./certification.schema";
import { certificationRuleFor, type NamedRule } from "./certification-rule";
import type { CertificationFacts, ReviewFact, SignatureFact } from "./certify";
import { boundDigestOf, readBound } from "./read-bound";

/** What is known of an asset beside the store: its card's signature and what scans find cost a look elsewhere. */
export interface Evidence {
  signature: SignatureFact | null;
  severe: readonly string[];
  drifted: readonly string[];
}

/** An asset as far as its certificate needs it. */
export interface Certifiable {
  kind: string;
  name: string;
  domain: string;
  digest: string;
  spec: unknown;
}

/** A suite that must pass, with who asks for it. */
export type DemandedSuite = SuiteStanding & { rules: boolean; itself: boolean };

export interface ReadFacts extends CertificationFacts {
  suites: DemandedSuite[];
}

/** The suites with what they name, each once, in one order: a certificate is looked at when any of these is written. */
export function restsOn({ suites }: Pick<ReadFacts, "suites">): { kind: string; name: string }[] {
  const all = suites
    .flatMap(({ rests }) => rests)
    .map(({ kind, name }) => [`${kind}/${name}`, { kind, name }]);
  const byName = new Map(all as [string, { kind: string; name: string }][]);
  return [...byName].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, part]) => part);
}

/**
 * Everything that a certificate depends on, as a transaction sees it.
 * @param change a change that is being put in force and whose approvals count as well
 */
export async function readFacts(
  db: Db,
  asset: Certifiable,
  evidence: Evidence,
  change?: number,
): Promise<ReadFacts> {
  const { kind, name, domain } = asset;
  const bound = await readBound(db, { kind, name });
  const rule = certificationRuleFor(await readRules(db), asset);
  const own = (kind === "agent" && (asset.spec as SpecOf<"agent">).suites) || [];
  const suites: DemandedSuite[] = [];
  for (const suite of new Set([...rule.suites, ...own])) {
    const askedBy = { rules: rule.suites.includes(suite), itself: own.includes(suite) };
    suites.push({ ...(await readStanding(db, suite, bound)), ...askedBy });
  }
  return {
    domain,
    ...evidence,
    owner: await ownerOf(db, domain),
    rule,
    suites,
    review: await reviewOf(db, asset, bound, change),
    bound,
  };
}

async function readRules(db: Db): Promise<NamedRule[]> {
  const rows = await listLiveAssets(db, { kinds: ["review-rule"] });
  return rows.flatMap(({ spec, ...row }) => {
    const read = ASSET_KINDS["review-rule"].safeParse(spec);
    return read.success ? [{ ...row, spec: read.data }] : [];
  });
}

const MOST_PEOPLE = 50;

async function ownerOf(db: Db, name: string): Promise<string | undefined> {
  const people = await listPeopleOfDomain(db, { name, limit: MOST_PEOPLE });
  const steward = people.find(({ role }) => role === "steward" || role === "admin");
  return steward?.name ?? contactOf(db, name);
}

/** A contact that is the address of a person who has been shut out answers no longer. */
async function contactOf(db: Db, domain: string): Promise<string | undefined> {
  const contact = (await findDomain(db, domain))?.contact;
  if (!contact) return undefined;
  const person = await findUserByEmail(db, { email: contact });
  return person?.disabledAt ? undefined : contact;
}

/** Who has looked: a person at exactly this combination, or, part by part, people and programs. */
async function reviewOf(
  db: Db,
  asset: Certifiable,
  bound: readonly BoundPart[],
  change: number | undefined,
): Promise<ReviewFact | undefined> {
  const { kind, name, digest } = asset;
  const items = await listReviewedItems(db, { kind, name, also: change });
  const combination = boundDigestOf(bound);
  const alone = bound.length === 1;
  const seen = items.find(
    (item) =>
      item.approvers.length > 0 &&
      (item.op === "certify" ? item.boundDigest === combination : alone && item.digest === digest),
  );
  if (seen) return { change: seen.number, by: "person" };
  return byPrograms(db, items, bound);
}

/** The change by which a program put the asset in force, when everything that it names came the same way or was approved. */
async function byPrograms(
  db: Db,
  items: readonly ReviewedItem[],
  [own, ...named]: readonly BoundPart[],
): Promise<ReviewFact | undefined> {
  const first = own && items.find((item) => isVouchedFor(item, own));
  if (!first) return undefined;
  for (const part of named) {
    const { kind, name } = part;
    const of = await listReviewedItems(db, { kind, name });
    if (part.version === null || !of.some((item) => isVouchedFor(item, part))) return undefined;
  }
  return { change: first.number, by: "program" };
}

function isVouchedFor(item: ReviewedItem, part: BoundPart): boolean {
  const vouched = item.exempt === "program" || item.approvers.length > 0;
  return vouched && item.op === "put" && item.version !== null && item.version === part.version;
}
