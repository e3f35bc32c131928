import { randomBytes, verify } from "node:crypto";
import { expect, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "./author";
import { openKeyRing } from "./key-ring";
import { type BadgeInput, mintBadge } from "./mint-badge";
import { rotateKeys } from "./rotate-keys";
import { PUBLIC_URL, startReplica } from "./testing/identity-services";
import { vaultOf } from "./vault";

const database = testDatabase();
const input: BadgeInput = {
  audience: PUBLIC_URL,
  chain: [{ kind: "agent", id: "a" }],
  clientId: "a",
  roles: ["agent"],
  scopes: ["mesh"],
};

test("replicas that start at once agree on one set of keys, and a rotation reaches all without breaking a badge", async () => {
  const replicas = await Promise.all([startReplica(database()), startReplica(database())]);
  const [one, two] = replicas;
  try {
    const kids = one.ring.list().map((key) => key.kid);
    expect(kids).toHaveLength(5);
    expect(two.ring.list().map((key) => key.kid)).toEqual(kids);

    const mint = { ring: one.ring, issuer: PUBLIC_URL };
    const before = mintBadge(mint, input).token;
    const coming = one.ring.list().find((key) => key.purpose === "badge" && key.state === "next")?.kid;
    const { kid, replaced } = await rotateKeys(database().db, one.vault, { purpose: "badge" }, MESH_AUTHOR);
    expect(kid).toBe(coming);
    for (const { ring } of replicas) {
      await vi.waitFor(() => expect(ring.signer("badge").kid).toBe(kid), { timeout: 2000, interval: 5 });
    }
    const after = mintBadge(mint, input).token;
    for (const { verifier, ring } of replicas) {
      await verifier.verify(before);
      await verifier.verify(after);
      expect(ring.jwks().keys.map((key) => key.kid)).toEqual(expect.arrayContaining([kid, replaced]));
    }
    const [row] = await database()
      .sql`select state, private_ciphertext from signing_keys where kid = ${replaced}`;
    expect(row).toMatchObject({ state: "retired" });
    expect(row?.private_ciphertext).toHaveLength(0);
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
  }
});

test("nothing that a compromised key signed is accepted, also where it was already known", async () => {
  const replica = await startReplica(database());
  try {
    const { token } = mintBadge({ ring: replica.ring, issuer: PUBLIC_URL }, input);
    await replica.verifier.verify(token);
    await rotateKeys(database().db, replica.vault, { purpose: "badge", compromised: true }, MESH_AUTHOR);
    await replica.ring.refresh();
    expect(() => replica.verifier.cached(token)).toThrow(expect.objectContaining({ code: "invalid_token" }));
    await expect(replica.verifier.verify(token)).rejects.toMatchObject({ code: "invalid_token" });
  } finally {
    await replica.close();
  }
});

test("a badge with a key that this replica has not heard of makes it look once", async () => {
  const [one, two] = await Promise.all([startReplica(database()), startReplica(database())]);
  try {
    await two.ring.close();
    // A compromised rotation leaves no key that was published ahead.
    await rotateKeys(database().db, one.vault, { purpose: "badge", compromised: true }, MESH_AUTHOR);
    await one.ring.refresh();
    const { token } = mintBadge({ ring: one.ring, issuer: PUBLIC_URL }, input);
    expect((await two.verifier.verify(token)).clientId).toBe("a");
  } finally {
    await Promise.all([one.close(), two.revocations.close()]);
  }
});

test("the audit key is Ed25519 and stays verifiable after its rotation; it is not in the JWK set", async () => {
  const replica = await startReplica(database());
  try {
    const signer = replica.ring.signer("audit");
    const data = Buffer.from("checkpoint");
    const signature = signer.sign(data);
    await rotateKeys(database().db, replica.vault, { purpose: "audit" }, MESH_AUTHOR);
    await replica.ring.refresh();
    const key = replica.ring.find(signer.kid);
    expect(key?.state).toBe("retired");
    expect(key && verify(null, data, key.publicKey, signature)).toBe(true);
    expect(replica.ring.jwks().keys.some((jwk) => jwk.crv === "Ed25519")).toBe(false);
  } finally {
    await replica.close();
  }
});

test("keys sealed under another key-encryption key are refused with what to do", async () => {
  const own = openDatabase(database().url, 2);
  await expect(openKeyRing(own, vaultOf(randomBytes(32)))).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("SIGNALBOX_KEK"),
  });
  await own.close();
});

test("no private key can be read from the store", async () => {
  const rows = await database().sql`select public_jwk, private_ciphertext from signing_keys`;
  for (const row of rows) {
    expect(row.public_jwk).not.toHaveProperty("d");
    // An unsealed PKCS #8 key begins with a DER sequence.
    expect((row.private_ciphertext as Buffer)[0]).not.toBe(0x30);
  }
});
