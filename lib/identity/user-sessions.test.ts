import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MESH_AUTHOR } from "./author";
import { disableUser } from "./change-user";
import { createUser } from "./create-user";
import { sweepExpired } from "./sweep-expired";
import {
  createUserSession,
  endUserSession,
  listUserSessions,
  revokeUserSession,
  revokeUserSessions,
  touchUserSession,
} from "./user-sessions";

const database = testDatabase();
const db = () => database().db;
let made = 0;
const newUser = () =>
  createUser(db(), { email: `s${made++}@example.org`, name: "S", role: "viewer" }, MESH_AUTHOR);
const start = (userId: string, userAgent = "browser") => createUserSession(db(), { userId, userAgent });

test("a session is known by its token, and the store does not hold the token", async () => {
  const user = await newUser();
  const { token } = await start(user.id);
  expect(Buffer.from(token.slice(5), "base64url")).toHaveLength(32);
  expect((await touchUserSession(db(), { token }))?.user.id).toBe(user.id);
  expect(await touchUserSession(db(), { token: sha256Hex(token) })).toBeUndefined();
  const [row] = await database()
    .sql`select row_to_json(user_sessions)::text as text from user_sessions where user_id = ${user.id}`;
  expect(row?.text).not.toContain(token);
});

test("a session ends after 30 minutes without use, and use keeps it going", async () => {
  const user = await newUser();
  const { token } = await start(user.id);
  const age = (minutes: number) =>
    database()
      .sql`update user_sessions set last_seen_at = now() - ${minutes} * interval '1 minute' where user_id = ${user.id}`;
  await age(29);
  expect(await touchUserSession(db(), { token })).toBeDefined();
  const [row] = await database()
    .sql`select now() - last_seen_at < interval '1 minute' as fresh from user_sessions where user_id = ${user.id}`;
  expect(row?.fresh).toBe(true);
  await age(31);
  expect(await touchUserSession(db(), { token })).toBeUndefined();
});

test("a session ends after 12 hours in any case", async () => {
  const user = await newUser();
  const { token, expiresAt } = await start(user.id);
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(12 * 3600_000);
  await database()
    .sql`update user_sessions set expires_at = expires_at - interval '12 hours' where user_id = ${user.id}`;
  expect(await touchUserSession(db(), { token })).toBeUndefined();
});

test("a disabled person's sessions are gone with the same commit", async () => {
  const user = await newUser();
  const { token } = await start(user.id);
  await disableUser(db(), { userId: user.id }, MESH_AUTHOR);
  expect(await touchUserSession(db(), { token })).toBeUndefined();
});

test("people list and end their own sessions, and nobody else's", async () => {
  const user = await newUser();
  const other = await newUser();
  const here = await start(user.id, "here");
  await start(user.id, "there");
  const foreign = await start(other.id);
  const sessions = await listUserSessions(db(), { userId: user.id });
  expect(sessions.map((session) => session.userAgent).sort()).toEqual(["here", "there"]);

  const [foreignSession] = await listUserSessions(db(), { userId: other.id });
  await expect(
    revokeUserSession(db(), { userId: user.id, sessionId: foreignSession?.id ?? "" }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await touchUserSession(db(), foreign)).toBeDefined();

  expect(await revokeUserSessions(db(), { userId: user.id, exceptToken: here.token })).toMatchObject({
    ended: 1,
  });
  expect(await touchUserSession(db(), here)).toBeDefined();
  await endUserSession(db(), { token: here.token, userId: user.id });
  expect(await touchUserSession(db(), here)).toBeUndefined();
  await endUserSession(db(), { token: here.token, userId: user.id });
});

test("sweeping takes what has expired and nothing else", async () => {
  const user = await newUser();
  const live = await start(user.id, "live");
  const dead = await start(user.id, "dead");
  await database()
    .sql`update user_sessions set expires_at = now() - interval '1 second' where id_hash = ${sha256Hex(dead.token)}`;
  await sweepExpired(db());
  const rows = await database().sql`select user_agent from user_sessions where user_id = ${user.id}`;
  expect(rows.map((row) => row.user_agent)).toEqual(["live"]);
  expect(await touchUserSession(db(), live)).toBeDefined();
});
