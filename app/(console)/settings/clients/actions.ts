"use server";

import { runOperation } from "@/app/_data/run-operation";
import {
  addClient as add,
  resumeClient as resume,
  revokeClient as revoke,
  rotateClient as rotate,
  stopClient as stop,
} from "@/lib/identity/operations/clients";

export async function addClient(input: unknown) {
  return runOperation(add, input);
}

export async function rotateClientSecret(input: unknown) {
  return runOperation(rotate, input);
}

export async function revokeClientBadges(input: unknown) {
  return runOperation(revoke, input);
}

export async function stopClient(input: unknown) {
  return runOperation(stop, input);
}

export async function resumeClient(input: unknown) {
  return runOperation(resume, input);
}
