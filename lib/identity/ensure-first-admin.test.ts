import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { authenticateClient } from "./authenticate-client";
import { ensureFirstAdmin } from "./ensure-first-admin";
import { listClients } from "./list-clients";
import { listUsers } from "./list-users";
import { readOperatorFile } from "./operator-file";
import { signInWithPassword } from "./sign-in";
import { redeemSignInLink } from "./sign-in-link";

const fresh = testDatabase();
const configured = testDatabase();
const home = mkdtempSync(join(tmpdir(), "signalbox-admin-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const config = { admin: undefined, homeDir: home, publicUrl: "http://localhost:7400" };

test("replicas that start at once make one admin and one operator; a link is offered until the admin has come in", async () => {
  const { db } = fresh();
  const starts = await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(db, config)));
  const { users } = await listUsers(db, {});
  expect(users).toHaveLength(1);
  expect(users[0]).toMatchObject({ role: "admin", hasPassword: false });
  expect((await listClients(db, {})).clients).toHaveLength(1);

  const file = readOperatorFile(home);
  expect(statSync(join(home, "operator.json")).mode & 0o777).toBe(0o600);
  expect(file).toMatchObject({
    issuer: "http://localhost:7400",
    token_endpoint: "http://localhost:7400/oauth/token",
  });
  const credentials = { clientId: file?.client_id ?? "", secret: file?.client_secret ?? "" };
  const operator = await authenticateClient(db, { method: "client_secret", ...credentials }, []);
  expect(operator).toMatchObject({ kind: "operator", roles: ["admin"] });

  expect(starts.every((start) => start.signInToken !== undefined)).toBe(true);
  const { signInToken } = await ensureFirstAdmin(db, config);
  const user = await redeemSignInLink(db, { token: signInToken ?? "", remote: "test" });
  expect(user.id).toBe(users[0]?.id);
  expect((await ensureFirstAdmin(db, config)).signInToken).toBeUndefined();
});

test("a mesh started under another address tells the operator's programs", async () => {
  await ensureFirstAdmin(fresh().db, { ...config, publicUrl: "https://mesh.example.org" });
  expect(readOperatorFile(home)).toMatchObject({ token_endpoint: "https://mesh.example.org/oauth/token" });
});

test("a configured admin signs in by password and needs no link", async () => {
  const { db } = configured();
  const admin = { email: "boss@example.org", password: "a configured password" };
  expect((await ensureFirstAdmin(db, { ...config, admin })).signInToken).toBeUndefined();
  expect(await signInWithPassword(db, { ...admin, remote: "test" })).toMatchObject({ role: "admin" });
  // A later change of the setting changes nobody's password.
  await ensureFirstAdmin(db, { ...config, admin: { ...admin, password: "another configured one" } });
  await signInWithPassword(db, { ...admin, remote: "test" });
});
