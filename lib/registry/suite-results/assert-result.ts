import type { Db } from "@/db/client";
import { countProvingCalls } from "@/db/queries/suite-results";
import { MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";
import { CERTIFIED_KINDS } from "../certification/certification.schema";
import { CALLED_KINDS } from "../kinds";
import { parseAssetReference, parseNameReference } from "../parse-reference";
import { type ResolvedVersion, resolveVersion } from "../resolve-version";
import { type Counts, caseFaults, caseIdsOf, countCases } from "./judge";
import { readBasis, type SuiteBasis } from "./read-basis";
import type { RecordSuiteResultInput } from "./suite-results.schema";

/** Clocks of runners may be ahead by this much. */
const CLOCK_TOLERANCE_MS = 60_000;

/** The versions that a result names. @throws MeshError `not_found`, `invalid_request` for a subject that is never certified */
export async function readNamed(
  db: Db,
  input: Pick<RecordSuiteResultInput, "suite" | "subject">,
): Promise<{ basis: SuiteBasis; subject: ResolvedVersion }> {
  const suite = parseNameReference(input.suite);
  const basis = suite && (await readBasis(db, suite));
  if (!basis) throw new MeshError("not_found", "There is no such suite or version of it.");
  const named = parseAssetReference(input.subject);
  if (!named || !(CERTIFIED_KINDS as readonly string[]).includes(named.kind)) {
    throw invalid("subject", `One of these kinds is wanted: ${CERTIFIED_KINDS.join(", ")}.`);
  }
  const subject = await resolveVersion(db, named);
  if (!subject) throw new MeshError("not_found", `There is no such ${named.kind} or version of it.`);
  return { basis, subject };
}

/**
 * Nobody is judge in their own cause: what an agent says of itself, or has somebody say who acts for it, is no evidence, however it holds the right.
 * @throws MeshError `permission_denied`
 */
export function assertNotItself({ chain }: Principal, subject: { kind: string; name: string }): void {
  const isItself = chain.some(
    ({ kind, id }) => kind === "agent" && subject.kind === "agent" && id === subject.name,
  );
  if (!isItself) return;
  throw new MeshError("permission_denied", "No agent records results about itself.", {
    remedy: { message: "Have the program that ran the suite record it in its own name." },
  });
}

/** The counts, when every case of the suite is accounted for. @throws MeshError `invalid_request`; `conflict` where the cases are gone */
export async function assertWhole(
  db: Db,
  { spec, parts }: SuiteBasis,
  input: Pick<RecordSuiteResultInput, "counts" | "cases">,
): Promise<Counts> {
  const [, part] = parts;
  const at = { by: "digest" as const, prefix: part?.digest ?? "" };
  const cases = part?.digest ? await resolveVersion(db, { kind: part.kind, name: part.name, at }) : undefined;
  if (!cases) throw new MeshError("conflict", `${spec.cases}, on which the suite runs, is gone.`);
  const expected = caseIdsOf(cases, spec);
  const told = input.cases ? { cases: input.cases } : { counts: input.counts ?? NONE };
  const faults = caseFaults(expected, told);
  if (faults.length > 0) throw invalid(input.cases ? "cases" : "counts", faults.join(" "));
  return input.cases ? countCases(input.cases) : (input.counts ?? NONE);
}

const NONE: Counts = { passed: 0, failed: 0, errors: 0 };

/** @throws MeshError `invalid_request` for a time that has not come: it would stay the latest run */
export function timeOf({ ranAt }: Pick<RecordSuiteResultInput, "ranAt">): Date {
  const at = new Date(ranAt);
  if (at.getTime() > Date.now() + CLOCK_TOLERANCE_MS) throw invalid("ranAt", "That time has not come yet.");
  return at;
}

/**
 * Calls that reached exactly this version. What is not called itself, such as a prompt, is proven by traces that there are.
 * @returns null without traces
 * @throws MeshError `conflict` for a trace that proves nothing
 */
export async function assertProven(
  db: Db,
  { kind, name, version, digest }: ResolvedVersion,
  traces: readonly string[],
): Promise<number | null> {
  if (traces.length === 0) return null;
  const found = await countProvingCalls(db, { traces, kind, name, digest });
  const isCalled = (CALLED_KINDS as readonly string[]).includes(kind);
  const proving = new Set(
    found.filter(({ reached }) => !isCalled || reached > 0).map(({ traceId }) => traceId),
  );
  const idle = traces.filter((trace) => !proving.has(trace));
  if (idle.length > 0) {
    const said = isCalled ? `reached version ${version} of ${name}` : "is on record";
    throw new MeshError("conflict", `No call of the trace ${idle.join(", ")} ${said}.`, {
      remedy: { message: "Name traces of this run, a second after its last call, or none." },
    });
  }
  return found.reduce((sum, { reached }) => sum + reached, 0);
}

function invalid(path: string, message: string): MeshError {
  return new MeshError("invalid_request", message, { issues: [{ path, message }] });
}
