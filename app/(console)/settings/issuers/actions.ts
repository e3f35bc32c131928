"use server";

import { runOperation } from "@/app/_data/run-operation";
import { addIssuer, removeIssuer } from "@/lib/identity/operations/trusted-issuers";

export async function trustIssuer(input: unknown) {
  return runOperation(addIssuer, input);
}

export async function distrustIssuer(input: unknown) {
  return runOperation(removeIssuer, input);
}
