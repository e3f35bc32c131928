"use client";

import { useState } from "react";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import type { ProvenLeaves } from "@/lib/audit/browse/entry-proof.schema";
import { fetchJson } from "../data/fetch-json";
import { type KnownCheckpoint, keepCheckpoint, readKnownCheckpoint } from "./known-checkpoint";
import type { Verdicts, Verification } from "./verify-entries";

export interface FinishedVerification extends Verification {
  /** The checkpoint that this browser knew before. */
  known: KnownCheckpoint | undefined;
  unbroken: boolean;
}

const NONE: Verdicts = new Map();

interface Entries {
  entries: readonly AuditEntrySummary[];
  unbroken: boolean;
}

/** One check at a time: not begun, under way, failed or done. */
interface Run {
  isPending: boolean;
  data?: FinishedVerification;
  error?: Error;
}

const IDLE: Run = { isPending: false };

/** Checks entries when it is asked to, in this browser; the code for it is loaded then. */
export function useVerification(origin: string | undefined) {
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const [run, setRun] = useState(IDLE);
  const verify = async (given: Entries): Promise<FinishedVerification> => {
    if (!window.isSecureContext)
      throw new Error(
        "Browsers offer cryptography over https or on localhost only. Use `signalbox verify` instead.",
      );
    setProgress({ done: 0, of: given.entries.length });
    const { verifyEntries } = await import("./verify-entries");
    const known = origin === undefined ? undefined : readKnownCheckpoint(origin);
    const found = await verifyEntries(given.entries, {
      read,
      known,
      unbroken: given.unbroken,
      onProgress: (done, of) => setProgress({ done, of }),
    });
    if (found.keep) keepCheckpoint(found.origin, { ...found.keep, at: new Date().toISOString() });
    return { ...found, known, unbroken: given.unbroken };
  };
  return {
    progress,
    verdicts: run.data?.verdicts ?? NONE,
    run: {
      ...run,
      isIdle: run === IDLE,
      mutate: (given: Entries) => {
        setRun({ isPending: true });
        verify(given).then(
          (data) => setRun({ isPending: false, data }),
          (error: Error) => setRun({ isPending: false, error }),
        );
      },
      reset: () => setRun(IDLE),
    },
  };
}

function read(indexes: readonly number[], since: number | undefined): Promise<ProvenLeaves> {
  const params = new URLSearchParams(indexes.map((index) => ["index", String(index)]));
  if (since !== undefined) params.set("since", String(since));
  return fetchJson<ProvenLeaves>(`/api/console/audit/proofs?${params}`);
}
