import type { Sql } from "postgres";
import { listLeaves } from "@/db/queries/audit-leaves";
import { verifyConsistency } from "@/lib/audit/merkle/verify-consistency";
import { openCheckpoint } from "@/lib/audit/notes/checkpoint";
import { readConsistencyProof } from "@/lib/audit/read-consistency-proof";
import { type EntryProof, readEntryProof } from "@/lib/audit/read-entry-proof";
import type { GoVerifier } from "./go-verifier";
import { signer } from "./sample-log";

/** Every pair of checkpoints: the older tree is the beginning of the newer one. @returns the pairs for which that is not proven, and how many there are */
export async function checkConsistency(
  sql: Sql,
  atMost: number,
): Promise<{ pairs: number; unproven: string[] }> {
  const rows = await sql<{ note: string }[]>`select note from audit_checkpoints order by tree_size`;
  const heads = rows.flatMap(({ note }) => openCheckpoint(note, [signer.vkey]) ?? []);
  const pairs = heads.flatMap((to, nth) => heads.slice(0, nth + 1).map((from) => ({ from, to })));
  const step = Math.max(1, Math.floor(pairs.length / atMost));
  const unproven: string[] = [];
  let count = 0;
  for (let nth = 0; nth < pairs.length; nth += step) {
    const pair = pairs[nth];
    if (!pair) break;
    count += 1;
    const proof = await readConsistencyProof(sql, { from: pair.from.size, to: pair.to.size });
    if (!verifyConsistency(pair.from, pair.to, proof)) unproven.push(`${pair.from.size} to ${pair.to.size}`);
  }
  return { pairs: count, unproven };
}

/** Entries over the whole log, each against two of its checkpoints, before the independent verifier; then each proof with one thing changed. */
export async function checkWithGo(
  sql: Sql,
  go: GoVerifier,
  count: number,
): Promise<{ accepted: number; refused: number; wrong: string[] }> {
  const sizes = (
    await sql<{ size: number }[]>`select tree_size::int as size from audit_checkpoints order by tree_size`
  ).map((row) => row.size);
  const last = sizes.at(-1) ?? 0;
  const wrong: string[] = [];
  let accepted = 0;
  let refused = 0;
  for (let nth = 0; nth < count; nth++) {
    const index = Math.floor((last * nth) / count);
    const above = sizes.filter((size) => size > index);
    const size = above[nth % above.length];
    const old = sizes.filter((known) => known <= (size ?? 0))[nth % 3];
    const [leaf] = await listLeaves(sql, { from: index, to: index + 1 });
    const proof = await readEntryProof(
      sql,
      { vkeys: () => [signer.vkey] },
      { key: { entryId: leaf?.entryId ?? "" }, size, old },
    );
    if (go.verdict(proof).startsWith("OK")) accepted += 1;
    else wrong.push(`entry ${index} of ${size} was refused`);
    for (const [what, changed] of alterations(proof)) {
      if (go.verdict(changed).startsWith("FAIL")) refused += 1;
      else wrong.push(`entry ${index} with another ${what} was accepted`);
    }
  }
  return { accepted, refused, wrong };
}

function alterations(proof: EntryProof): [string, EntryProof][] {
  const changed: [string, EntryProof][] = [
    ["record", { ...proof, record: proof.record.replace('"ok"', '"no"') }],
    ["place", { ...proof, index: proof.index + 1 }],
    ["checkpoint", { ...proof, checkpoint: proof.checkpoint.replace(/\n\d+\n/, "\n1000001\n") }],
  ];
  if (proof.inclusion.length > 0) changed.push(["path", { ...proof, inclusion: proof.inclusion.slice(1) }]);
  return changed;
}
