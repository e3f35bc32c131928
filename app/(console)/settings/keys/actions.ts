"use server";

import { runOperation } from "@/app/_data/run-operation";
import {
  forgetSecret as forget,
  rotateSigningKeys,
  saveSecret as save,
} from "@/lib/identity/operations/keys";

export async function rotateKey(input: unknown) {
  return runOperation(rotateSigningKeys, input);
}

export async function saveSecret(input: unknown) {
  return runOperation(save, input);
}

export async function forgetSecret(input: unknown) {
  return runOperation(forget, input);
}
