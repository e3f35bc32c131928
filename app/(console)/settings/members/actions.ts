"use server";

import { runOperation } from "@/app/_data/run-operation";
import { endUserSession, endUserSessions } from "@/lib/identity/operations/sessions";
import {
  addUser,
  inviteUser,
  linkUser,
  resumeUser,
  setRole,
  stopUser,
} from "@/lib/identity/operations/users";

export async function addMember(input: unknown) {
  return runOperation(addUser, input);
}

export async function inviteMember(input: unknown) {
  return runOperation(inviteUser, input);
}

export async function changeMemberRole(input: unknown) {
  return runOperation(setRole, input);
}

export async function makeMemberLink(input: unknown) {
  return runOperation(linkUser, input);
}

export async function stopMember(input: unknown) {
  return runOperation(stopUser, input);
}

export async function resumeMember(input: unknown) {
  return runOperation(resumeUser, input);
}

export async function endMemberSession(input: unknown) {
  return runOperation(endUserSession, input);
}

export async function endMemberSessions(input: unknown) {
  return runOperation(endUserSessions, input);
}
