"use server";

import { runOperation } from "@/app/_data/run-operation";
import { applyChange } from "@/lib/changes/apply-change";
import { breakGlass } from "@/lib/changes/break-glass";
import { endCanary, startCanary } from "@/lib/changes/canary-change";
import { commentChange, resolveComment } from "@/lib/changes/comment-change";
import { discardDraft, draftComment } from "@/lib/changes/draft-comment";
import { revertChange } from "@/lib/changes/revert-change";
import { reviewChange } from "@/lib/changes/review-change";
import { submitChange } from "@/lib/changes/submit-change";
import { watchChange } from "@/lib/changes/watch-change";
import { withdrawChange } from "@/lib/changes/withdraw-change";

export async function submitAction(input: unknown) {
  return runOperation(submitChange, input);
}

export async function reviewAction(input: unknown) {
  return runOperation(reviewChange, input);
}

export async function applyAction(input: unknown) {
  return runOperation(applyChange, input);
}

export async function breakGlassAction(input: unknown) {
  return runOperation(breakGlass, input);
}

export async function revertAction(input: unknown) {
  return runOperation(revertChange, input);
}

export async function withdrawAction(input: unknown) {
  return runOperation(withdrawChange, input);
}

export async function commentAction(input: unknown) {
  return runOperation(commentChange, input);
}

export async function resolveAction(input: unknown) {
  return runOperation(resolveComment, input);
}

export async function draftAction(input: unknown) {
  return runOperation(draftComment, input);
}

export async function discardAction(input: unknown) {
  return runOperation(discardDraft, input);
}

export async function watchAction(input: unknown) {
  return runOperation(watchChange, input);
}

export async function startCanaryAction(input: unknown) {
  return runOperation(startCanary, input);
}

export async function endCanaryAction(input: unknown) {
  return runOperation(endCanary, input);
}
