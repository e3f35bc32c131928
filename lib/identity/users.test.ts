import { describe, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { type Author, MESH_AUTHOR } from "./author";
import { disableUser, enableUser, setUserRole } from "./change-user";
import { createUser } from "./create-user";
import { listUsers, readUser } from "./list-users";
import { setOwnPassword } from "./set-own-password";
import { signInWithPassword } from "./sign-in";
import { createSignInLink, redeemSignInLink } from "./sign-in-link";
import { signInWithOidc } from "./sign-in-oidc";
import type { UserRole } from "./user";
import { createUserSession, touchUserSession } from "./user-sessions";

const database = testDatabase();
const db = () => database().db;
const PASSWORD = "a long enough password";
const remote = "192.0.2.1";
let made = 0;
const newUser = (role: UserRole = "viewer", password?: string) => {
  const email = `person${made++}@example.org`;
  return createUser(db(), { email, name: "Person", role, ...(password ? { password } : {}) }, MESH_AUTHOR);
};
const authorAs = (role: UserRole): Author => ({ actor: "user:x", roles: [role] });

describe("a password", () => {
  test("signs its owner in, however the address is spelt, and is kept as Argon2id only", async () => {
    const user = await newUser("viewer", PASSWORD);
    const signedIn = await signInWithPassword(db(), {
      email: user.email.toUpperCase(),
      password: PASSWORD,
      remote,
    });
    expect(signedIn.id).toBe(user.id);
    const [row] = await database().sql`select password_hash from users where id = ${user.id}`;
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("that is wrong, of nobody, of a disabled or of a passwordless account gets the same answer", async () => {
    const user = await newUser("viewer", PASSWORD);
    const disabled = await newUser("viewer", PASSWORD);
    await disableUser(db(), { userId: disabled.id }, MESH_AUTHOR);
    const invited = await newUser();
    const attempts = [
      { email: user.email, password: "wrong password" },
      { email: "nobody@example.org", password: PASSWORD },
      { email: disabled.email, password: PASSWORD },
      { email: invited.email, password: "no account has this password" },
    ];
    for (const attempt of attempts) {
      await expect(signInWithPassword(db(), { ...attempt, remote: newId() })).rejects.toMatchObject({
        code: "unauthenticated",
        message: "E-mail address or password is not right.",
      });
    }
  });

  test("can be guessed ten times from one place; the owner elsewhere is not locked out", async () => {
    const user = await newUser("viewer", PASSWORD);
    const guess = () =>
      signInWithPassword(db(), { email: user.email, password: "wrong password", remote: "g" });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, guess));
    const codes = outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason.code);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(10);
    await expect(
      signInWithPassword(db(), { email: user.email, password: PASSWORD, remote: "g" }),
    ).rejects.toMatchObject({ code: "rate_limited" });
    await signInWithPassword(db(), { email: user.email, password: PASSWORD, remote: "elsewhere" });
  });

  test("is changed with the old one only, and ends all other sessions", async () => {
    const user = await newUser("viewer", PASSWORD);
    const here = await createUserSession(db(), { userId: user.id, userAgent: "here" });
    const there = await createUserSession(db(), { userId: user.id, userAgent: "there" });
    const next = { userId: user.id, newPassword: "another long password", sessionToken: here.token };
    await expect(setOwnPassword(db(), next)).rejects.toMatchObject({ code: "permission_denied" });
    await setOwnPassword(db(), { ...next, currentPassword: PASSWORD });
    expect(await touchUserSession(db(), here)).toBeDefined();
    expect(await touchUserSession(db(), there)).toBeUndefined();
    await expect(
      signInWithPassword(db(), { email: user.email, password: PASSWORD, remote }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await signInWithPassword(db(), { email: user.email, password: "another long password", remote });
  });
});

describe("a sign-in link", () => {
  test("works once, however many try at once", async () => {
    const user = await newUser();
    const { token } = await createSignInLink(db(), { userId: user.id }, MESH_AUTHOR);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => redeemSignInLink(db(), { token, remote })),
    );
    const won = tries.filter((attempt) => attempt.status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(won[0]?.value.id).toBe(user.id);
  });

  test("ends after 15 minutes, when a newer one is made, and with the account", async () => {
    const user = await newUser();
    const old = await createSignInLink(db(), { userId: user.id }, MESH_AUTHOR);
    const late = await createSignInLink(db(), { userId: user.id }, MESH_AUTHOR);
    await expect(redeemSignInLink(db(), { ...old, remote })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await database().sql`update sign_in_links set expires_at = expires_at - interval '15 minutes 1 second'`;
    await expect(redeemSignInLink(db(), { ...late, remote })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const last = await createSignInLink(db(), { userId: user.id }, MESH_AUTHOR);
    await disableUser(db(), { userId: user.id }, MESH_AUTHOR);
    await expect(redeemSignInLink(db(), { ...last, remote })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("for an admin can be made by an admin only", async () => {
    const admin = await newUser("admin");
    await expect(createSignInLink(db(), { userId: admin.id }, authorAs("operator"))).rejects.toMatchObject({
      code: "permission_denied",
    });
  });
});

describe("an account of the identity provider", () => {
  const claims = { issuer: "https://id.example.org", emailVerified: true, remote };

  test("is bound to the invited person of its verified address at the first sign-in", async () => {
    const user = await newUser();
    const subject = newId();
    const first = await signInWithOidc(db(), { ...claims, subject, email: user.email });
    expect(first.id).toBe(user.id);
    // From then on the subject counts, whatever the address says.
    const again = await signInWithOidc(db(), {
      ...claims,
      subject,
      email: "moved@example.org",
      emailVerified: false,
    });
    expect(again.id).toBe(user.id);
    await expect(
      signInWithOidc(db(), { ...claims, subject: newId(), email: user.email }),
    ).rejects.toMatchObject({ code: "permission_denied" });
  });

  test("gets in nowhere with an unknown or unverified address, or that of an account with a password", async () => {
    const invited = await newUser();
    const guarded = await newUser("admin", PASSWORD);
    const attempts = [
      { ...claims, email: "nobody@example.org" },
      { ...claims, email: invited.email, emailVerified: false },
      { ...claims, email: guarded.email },
      claims,
    ];
    for (const attempt of attempts) {
      await expect(signInWithOidc(db(), { ...attempt, subject: newId() })).rejects.toMatchObject({
        code: "permission_denied",
      });
    }
  });
});

describe("changing people", () => {
  test("nobody gives or takes rights beyond their own", async () => {
    const admin = await newUser("admin");
    const operator = authorAs("operator");
    const denied = { code: "permission_denied" };
    const email = "new@example.org";
    await expect(createUser(db(), { email, name: "N", role: "admin" }, operator)).rejects.toMatchObject(
      denied,
    );
    await expect(createUser(db(), { email, name: "N", role: "steward" }, operator)).rejects.toMatchObject(
      denied,
    );
    await expect(disableUser(db(), { userId: admin.id }, operator)).rejects.toMatchObject(denied);
    const viewer = await newUser();
    await expect(setUserRole(db(), { userId: viewer.id, role: "admin" }, operator)).rejects.toMatchObject(
      denied,
    );
  });

  test("an address has one account", async () => {
    const user = await newUser();
    await expect(
      createUser(db(), { email: user.email.toUpperCase(), name: "N", role: "viewer" }, MESH_AUTHOR),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("the last admin stays, also when two would remove each other at once", async () => {
    const { users } = await listUsers(db(), { limit: 200 });
    const admins = users.filter((user) => user.role === "admin" && !user.disabledAt);
    const results = await Promise.allSettled(
      admins.map((admin, at) =>
        at % 2 === 0
          ? disableUser(db(), { userId: admin.id }, MESH_AUTHOR)
          : setUserRole(db(), { userId: admin.id, role: "viewer" }, MESH_AUTHOR),
      ),
    );
    expect(admins.length).toBeGreaterThan(1);
    expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
  });

  test("nobody shuts themselves out, or gives themselves another role", async () => {
    const admin = await newUser("admin");
    const self: Author = { actor: `user:${admin.id}`, roles: ["admin"] };
    const refused = { code: "conflict", message: "Nobody does this to themselves. Ask another admin." };
    await newUser("admin");
    await expect(disableUser(db(), { userId: admin.id }, self)).rejects.toMatchObject(refused);
    await expect(setUserRole(db(), { userId: admin.id, role: "viewer" }, self)).rejects.toMatchObject(
      refused,
    );
  });

  test("a list is narrowed by part of a name or address, taken literally, and by role", async () => {
    const user = await newUser("reviewer");
    const found = await listUsers(db(), { q: user.email.slice(0, 8).toUpperCase(), role: "reviewer" });
    expect(found.users.map(({ id }) => id)).toContain(user.id);
    expect(found.users.every(({ role }) => role === "reviewer")).toBe(true);
    expect((await listUsers(db(), { q: "%" })).users).toEqual([]);
  });

  test("a role change ends sessions, an enabled account works again, and all of it is on record", async () => {
    const user = await newUser("viewer", PASSWORD);
    const session = await createUserSession(db(), { userId: user.id, userAgent: "" });
    await setUserRole(db(), { userId: user.id, role: "steward", domains: ["sales"] }, MESH_AUTHOR);
    expect(await touchUserSession(db(), session)).toBeUndefined();
    await disableUser(db(), { userId: user.id }, MESH_AUTHOR);
    await enableUser(db(), { userId: user.id }, MESH_AUTHOR);
    await signInWithPassword(db(), { email: user.email, password: PASSWORD, remote });
    expect(await readUser(db(), { userId: user.id })).toMatchObject({ role: "steward", domains: ["sales"] });
    const rows = await database()
      .sql`select type from audit_entries where object = ${`user:${user.id}`} order by id`;
    expect(rows.map((row) => row.type.replace("io.signalbox.user.", ""))).toEqual([
      "created",
      "role_changed",
      "disabled",
      "enabled",
      "signed_in",
    ]);
  });
});
