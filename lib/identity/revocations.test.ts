import { expect, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "./author";
import { disableClient, enableClient, revokeClientBadges } from "./change-client";
import { disableUser } from "./change-user";
import { createClient } from "./create-client";
import { createUser } from "./create-user";
import { type BadgeInput, mintBadge, mintHopBadge } from "./mint-badge";
import { followRevocations } from "./revocations";
import { revokeBadge } from "./revoke-badge";
import { PUBLIC_URL, startReplica, testReplica } from "./testing/identity-services";
import { principalOfUser } from "./user";

const database = testDatabase();
const replica = testReplica(database);

const mint = () => ({ ring: replica().ring, issuer: PUBLIC_URL });
const badgeOf = (clientId: string, more: Partial<BadgeInput> = {}): BadgeInput => ({
  audience: PUBLIC_URL,
  chain: [{ kind: "agent", id: clientId }],
  clientId,
  roles: ["agent"],
  scopes: ["mesh"],
  ...more,
});
const newClient = async (agentName: string) =>
  (await createClient(database().db, { kind: "agent", title: agentName, agentName }, MESH_AUTHOR)).client
    .clientId;

test("a revoked badge is dead within a second on every replica, and so is all that came from it", async () => {
  const other = openDatabase(database().url, 3);
  const second = await startReplica(other);
  try {
    const parent = mintBadge(mint(), badgeOf("a"));
    const child = mintBadge(mint(), badgeOf("b", { ancestors: [parent.id] }));
    const grandchild = mintBadge(mint(), badgeOf("c", { ancestors: [parent.id, child.id] }));
    const bystander = mintBadge(mint(), badgeOf("a"));
    const replicas = [replica(), second];
    for (const { verifier } of replicas) {
      for (const badge of [parent, child, grandchild, bystander]) await verifier.verify(badge.token);
    }

    await revokeBadge(database().db, { badgeId: parent.id }, MESH_AUTHOR);
    const revokedAt = performance.now();
    for (const { verifier } of replicas) {
      for (const badge of [parent, child, grandchild]) {
        await vi.waitFor(
          () => expect(() => verifier.cached(badge.token)).toThrow("The badge is not valid."),
          {
            timeout: 2000,
            interval: 5,
          },
        );
        await expect(verifier.verify(badge.token)).rejects.toMatchObject({ code: "invalid_token" });
      }
    }
    expect(performance.now() - revokedAt).toBeLessThan(1000);
    for (const { verifier } of replicas) expect(verifier.cached(bystander.token)).toBeDefined();
  } finally {
    await second.close();
    await other.close();
  }
});

test("a disabled client's badges are dead, also further down the chain; enabled again it gets good ones only later", async () => {
  const { verifier, revocations } = replica();
  const clientId = await newClient("planner");
  const own = mintBadge(mint(), badgeOf(clientId));
  const handedOn = mintBadge(mint(), badgeOf("other", { clients: [clientId, "other"] }));
  const hop = mintHopBadge(mint(), await verifier.verify(handedOn.token), "urn:callee");
  await verifier.verify(own.token);

  await disableClient(database().db, { clientId }, MESH_AUTHOR);
  await revocations.refresh();
  for (const { token } of [own, handedOn]) {
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "invalid_token" });
  }
  await expect(verifier.verify(hop, "urn:callee")).rejects.toMatchObject({ code: "invalid_token" });
  // Issued by a replica that had not heard yet, or whose clock is ahead.
  const late = mintBadge(mint(), badgeOf(clientId), Date.now() + 3000);
  await expect(verifier.verify(late.token)).rejects.toMatchObject({ code: "invalid_token" });

  await enableClient(database().db, { clientId }, MESH_AUTHOR);
  await revocations.refresh();
  await expect(verifier.verify(own.token)).rejects.toMatchObject({ code: "invalid_token" });
});

test("revoking a client's badges leaves it free to get new ones", async () => {
  const { verifier, revocations } = replica();
  const clientId = await newClient("worker");
  const old = mintBadge(mint(), badgeOf(clientId));
  await revokeClientBadges(database().db, { clientId }, MESH_AUTHOR);
  await revocations.refresh();
  await expect(verifier.verify(old.token)).rejects.toMatchObject({ code: "invalid_token" });
  const fresh = mintBadge(mint(), badgeOf(clientId), Date.now() + 1000);
  expect((await verifier.verify(fresh.token)).clientId).toBe(clientId);
});

test("a disabled person's badges are dead", async () => {
  const { verifier, revocations } = replica();
  const user = await createUser(
    database().db,
    { email: "p@example.org", name: "P", role: "viewer" },
    MESH_AUTHOR,
  );
  const { chain, roles } = principalOfUser(user);
  const badge = mintBadge(mint(), {
    audience: PUBLIC_URL,
    chain,
    roles,
    clientId: undefined,
    scopes: ["mesh"],
  });
  expect((await verifier.verify(badge.token)).clientId).toBeUndefined();
  await disableUser(database().db, { userId: user.id }, MESH_AUTHOR);
  await revocations.refresh();
  await expect(verifier.verify(badge.token)).rejects.toMatchObject({ code: "invalid_token" });
});

test("a revocation that commits late is not overlooked", async () => {
  const { revocations, verifier } = replica();
  const slow = mintBadge(mint(), badgeOf("slow"));
  const quick = mintBadge(mint(), badgeOf("quick"));
  for (const { token } of [slow, quick]) await verifier.verify(token);
  let commit = () => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written = () => {};
  const inserted = new Promise<void>((resolve) => {
    written = resolve;
  });
  const first = database().db.transaction(async (tx) => {
    await revokeBadge(tx, { badgeId: slow.id }, MESH_AUTHOR);
    written();
    await held;
  });
  await inserted;
  const second = revokeBadge(database().db, { badgeId: quick.id }, MESH_AUTHOR);
  await revocations.refresh();
  commit();
  await Promise.all([first, second]);
  await revocations.refresh();
  for (const { token } of [slow, quick]) {
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "invalid_token" });
  }
});

test("when revocations could not be read for 30 seconds, no badge is accepted", async () => {
  const broken = openDatabase(database().url, 2);
  const revocations = await followRevocations(broken);
  const principal = await replica().verifier.verify(mintBadge(mint(), badgeOf("a")).token);
  await broken.close();
  const startedAt = performance.now();
  const clock = vi.spyOn(performance, "now");
  try {
    clock.mockReturnValue(startedAt + 25_000);
    revocations.assertLive(principal);
    clock.mockReturnValue(startedAt + 31_000);
    expect(() => revocations.assertLive(principal)).toThrow(expect.objectContaining({ code: "unavailable" }));
  } finally {
    clock.mockRestore();
    await revocations.close();
  }
});
