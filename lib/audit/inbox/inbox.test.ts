import { call } from "@orpc/server";
import { expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createUser } from "@/lib/identity/create-user";
import type { OperationContext } from "@/lib/identity/operation";
import { principalOfUser, type User } from "@/lib/identity/user";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { getInbox } from "./get-inbox";
import { markInboxRead } from "./mark-inbox-read";

const mesh = testMesh(gatewayApp);
let made = 0;
const person = (role: "viewer" | "admin" = "admin") =>
  createUser(
    mesh().mesh.database.db,
    { email: `reader${++made}@example.org`, name: `Reader ${made}`, role },
    MESH_AUTHOR,
  );
const contextOf = (user: User): OperationContext => {
  const { database, services } = mesh().mesh;
  return { principal: principalOfUser(user), database, services };
};
const inboxOf = (user: User) => call(getInbox, undefined, { context: contextOf(user) });

test("what others did is unread until it is marked, also for the next thing that happens", async () => {
  const reader = await person("viewer");
  const before = await inboxOf(reader);
  expect(before.items[0]).toMatchObject({
    type: "io.signalbox.user.created",
    object: `user:${reader.id}`,
    unread: true,
  });
  expect(before.unread).toBe(before.items.length);
  const entryId = before.items[0]?.id ?? "";
  await call(markInboxRead, { entryId }, { context: contextOf(reader) });
  expect((await inboxOf(reader)).unread).toBe(0);
  await person();
  expect(await inboxOf(reader)).toMatchObject({ unread: 1 });
  // A window that is behind makes nothing unread again.
  const newest = (await inboxOf(reader)).items[0]?.id ?? "";
  for (const id of [newest, entryId])
    await call(markInboxRead, { entryId: id }, { context: contextOf(reader) });
  expect((await inboxOf(reader)).unread).toBe(0);
});

test("what one did oneself is no news, and calls that went well are none to anybody", async () => {
  const reader = await person();
  const { length } = (await inboxOf(reader)).items;
  await createUser(
    mesh().mesh.database.db,
    { email: "by-reader@example.org", name: "New", role: "viewer" },
    { actor: `user:${reader.id}`, roles: ["admin"] },
  );
  expect((await inboxOf(reader)).items).toHaveLength(length);
});
