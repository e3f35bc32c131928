import type { PolicyDraft } from "@/lib/policy/replay/replay.schema";
import { fetchJson } from "../data/fetch-json";

const PATH = "/api/console/v1/policies/replays";

/** Starts a replay. @throws FetchError why not */
export function startReplay(input: {
  draft: PolicyDraft[];
  limit: number;
  /** Only calls begun then or later. */
  from?: string;
}): Promise<{ id: string }> {
  return fetchJson(PATH, undefined, JSON.stringify(input));
}

/** Ends a replay. @throws FetchError */
export function cancelReplay(id: string): Promise<{ cancelled: boolean }> {
  return fetchJson(`${PATH}/${encodeURIComponent(id)}/cancel`, undefined, "{}");
}
