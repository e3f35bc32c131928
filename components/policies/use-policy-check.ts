"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { PolicyCheck } from "@/lib/policy/check-policy.schema";
import { fetchJson } from "../data/fetch-json";
import type { PolicyDraftState } from "./policy-draft";

const TYPING_MS = 350;
const UNNAMED = "new-policy";

/** The check of what is being written, a moment after the last letter. `current` is false while the answer is about an earlier text. */
export function usePolicyCheck(draft: PolicyDraftState) {
  const { name, domain, text, guardrail, tests } = draft;
  const body = JSON.stringify({
    name: name || UNNAMED,
    domain: domain || UNNAMED,
    text,
    guardrail,
    tests,
  });
  const [asked] = useDebouncedValue(body, TYPING_MS);
  const check = useQuery({
    queryKey: ["policy-check", asked],
    queryFn: ({ signal }) => fetchJson<PolicyCheck>("/api/console/policies/check", signal, asked),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { check, current: asked === body && !check.isPlaceholderData && check.isSuccess };
}
