import type { Database } from "@/db/client";
import { findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import { openTestDatabase } from "@/db/testing/test-postgres";
import { verifyDatabase } from "@/lib/audit/verify/verify-database";
import { checkBundle, timeBundle } from "./audit/check-bundle";
import { checkConsistency, checkWithGo } from "./audit/check-proofs";
import { buildGoVerifier } from "./audit/go-verifier";
import { growLog, signer } from "./audit/sample-log";
import { TAMPERINGS } from "./audit/tamperings";
import type { Miss, Suite } from "./suite";

const MILLION = 1_000_000;
const VERIFY_LIMIT_S = 60;

/** The audit log before its owner, an independent verifier, and the clock. */
export const run: Suite = async ({ quick }) => {
  const go = buildGoVerifier();
  const failures: Miss[] = [];
  const figures: Record<string, string | number> = {};
  let passed = 0;
  const take = (id: string, wrong: readonly string[], right = 1) => {
    passed += right;
    if (wrong[0] !== undefined) failures.push({ id, why: `${wrong.length}: ${wrong[0]}` });
  };
  const size = quick ? 600 : 5_000;
  try {
    await withLog(size, quick ? 50 : 100, async ({ sql }) => {
      const { pairs, unproven } = await checkConsistency(sql, quick ? 60 : 2_000);
      take("consistency", unproven, pairs - unproven.length);
      figures["pairs of checkpoints"] = pairs;
      const proofs = await checkWithGo(sql, go, quick ? 6 : 200);
      take("independent verifier", proofs.wrong, proofs.accepted + proofs.refused);
      figures["proofs accepted by the independent verifier"] = proofs.accepted;
      figures["altered proofs refused by it"] = proofs.refused;
      take("export", await checkBundle(sql, Math.floor(size / 3)), 4);
    });
    const rounds = quick ? 1 : 10;
    let found = 0;
    for (const tampering of TAMPERINGS) {
      for (let round = 0; round < rounds; round++) {
        const at = 1 + Math.floor(Math.random() * (size - 2));
        const why = await withLog(size, 50, ({ sql }) => tamper(sql, tampering, at, size));
        if (why === undefined) found += 1;
        take(tampering.name, why === undefined ? [] : [why], why === undefined ? 1 : 0);
      }
    }
    figures["tamperings found at their first entry"] = `${found} of ${TAMPERINGS.length * rounds}`;
    const timed = await withLog(quick ? 10_000 : MILLION, 5_000, ({ sql }) => timeBundle(sql));
    figures["entries verified"] = timed.entries;
    figures["export, entries per s"] = Math.round((timed.entries / timed.exportMs) * 1000);
    figures["offline verification, entries per s"] = Math.round((timed.entries / timed.verifyMs) * 1000);
    figures["offline verification, s"] = Math.round(timed.verifyMs / 100) / 10;
    // A clock on a shared machine says something only about the full size.
    const late = !quick && timed.verifyMs > VERIFY_LIMIT_S * 1000;
    take(
      "speed",
      timed.ok && !late ? [] : [`${timed.entries} entries took ${timed.verifyMs} ms, sound: ${timed.ok}`],
    );
    return {
      title: "The audit log",
      what: "Six tamperings by the owner of the database at random places, held against a checkpoint kept outside; consistency between pairs of checkpoints; inclusion, consistency and signature before a verifier in Go that shares no code; exports whole and altered; a million entries verified offline.",
      versions: {
        "RFC 6962": "Merkle tree",
        "C2SP signed-note, tlog-checkpoint, tlog-tiles": "v1",
        go: go.version,
      },
      passed,
      failures,
      expected: [],
      figures,
    };
  } finally {
    go.close();
  }
};

async function withLog<T>(size: number, every: number, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openTestDatabase();
  try {
    await growLog(database.sql, size, every);
    return await use(database);
  } finally {
    await database.close();
  }
}

/** @returns how it was not found */
async function tamper(
  sql: Database["sql"],
  tampering: (typeof TAMPERINGS)[number],
  at: number,
  size: number,
): Promise<string | undefined> {
  const kept = await findLatestCheckpoint(sql);
  const bad = await tampering.commit(sql, at, size);
  const report = await verifyDatabase(sql, {
    origin: signer.name,
    vkeys: [signer.vkey],
    checkpoint: kept?.note,
  });
  if (report.ok) return `not found at ${bad}`;
  return report.problem?.index === bad ? undefined : `found at ${report.problem?.index} instead of ${bad}`;
}
