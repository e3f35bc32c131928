"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { arrange } from "../layout/arrange";
import { placeRest } from "../layout/place-rest";
import type { Arrangement, Link } from "../layout/positions";

interface Arranged extends Arrangement {
  key: string;
}

export interface PlacedNodes {
  /** Undefined until the first arrangement is there. */
  arrangement: Arrangement | undefined;
  /** Nodes that appeared since and wait to be shown. */
  waiting: number;
  error: Error | undefined;
  retry: () => void;
}

/**
 * Places of nodes. Arranged anew only under another `key`; a node that appears later gets a place beside its neighbours, and no other moves.
 * @param hold keeps nodes that appear back for now: somebody is reading
 */
export function usePositions(
  key: string,
  ids: readonly string[],
  links: readonly Link[],
  hold: boolean,
): PlacedNodes {
  const [arranged, setArranged] = useState<Arranged>();
  const [failed, setFailed] = useState<{ key: string; attempt: number; error: Error }>();
  const [attempt, setAttempt] = useState(0);
  const start = useEffectEvent(() => arrange(ids, links));
  useEffect(() => {
    let left = false;
    start().then(
      (arrangement) => {
        if (!left) setArranged({ key, ...arrangement });
      },
      (err: unknown) => {
        const error = err instanceof Error ? err : new Error("The graph could not be arranged.");
        if (!left) setFailed({ key, attempt, error });
      },
    );
    return () => {
      left = true;
    };
  }, [key, attempt]);
  const missing = arranged ? ids.filter((id) => !arranged.positions.has(id)) : [];
  const held = hold && arranged?.key === key;
  if (arranged && missing.length > 0 && !held) {
    setArranged({ ...arranged, positions: placeRest(arranged.positions, missing, links) });
  }
  return {
    arrangement: arranged,
    waiting: held ? missing.length : 0,
    error: failed?.key === key && failed.attempt === attempt ? failed.error : undefined,
    retry: () => setAttempt((count) => count + 1),
  };
}
