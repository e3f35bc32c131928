"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Receipt } from "@/lib/audit/receipt.schema";
import type { Attempt } from "@/lib/core/attempt.schema";

/**
 * Runs a change that needs no dialog, because it can be done again or takes nothing away.
 * @returns whether it runs, its outcome, and how to start it; the page is read again after it
 */
export function useAction<T = Receipt>(): {
  busy: boolean;
  outcome: Attempt<T> | undefined;
  start: (run: () => Promise<Attempt<T>>) => void;
} {
  const router = useRouter();
  const [busy, transition] = useTransition();
  const [outcome, setOutcome] = useState<Attempt<T>>();
  const start = (run: () => Promise<Attempt<T>>) =>
    transition(async () => {
      const result = await run().catch(unanswered);
      setOutcome(result);
      if (result.done) router.refresh();
    });
  return { busy, outcome, start };
}

/** The connection broke, or the console is another version than the page: nobody knows whether it was done. */
export function unanswered(): Attempt<never> {
  return {
    done: false,
    error: {
      code: "outcome_unknown",
      message: "The console did not answer. Reload the page to see whether it was done.",
      requestId: "",
    },
  };
}
