import { describe, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import type { KeyRing } from "./key-ring";
import { badBadges } from "./testing/bad-badges";
import { goodClaims, goodHeader, signWithBadgeKey } from "./testing/forge-badge";
import { PUBLIC_URL, testReplica } from "./testing/identity-services";

const database = testDatabase();
const replica = testReplica(database);

const BAD = badBadges(PUBLIC_URL);
const now = () => Math.floor(Date.now() / 1000);
const good = (ring: KeyRing) => signWithBadgeKey(ring, goodHeader(ring), goodClaims());
const withClaims = (claims: Record<string, unknown>) => (ring: KeyRing) =>
  signWithBadgeKey(ring, goodHeader(ring), { ...goodClaims(), ...claims });

describe("a badge that is not exactly right is refused", () => {
  test.each(Object.entries(BAD))("%s", async (_name, forge) => {
    const token = forge(replica().ring);
    await expect(replica().verifier.verify(token)).rejects.toMatchObject({
      code: "invalid_token",
      message: "The badge is not valid.",
    });
    expect(() => replica().verifier.cached(token) ?? null).not.toThrow(TypeError);
  });

  test("there are at least 40 of them, and the badge they were made from is good", async () => {
    expect(Object.keys(BAD).length).toBeGreaterThanOrEqual(40);
    const principal = await replica().verifier.verify(good(replica().ring));
    expect(principal.caller).toEqual({ kind: "agent", id: "tracker" });
  });

  test("within five seconds clocks may differ", async () => {
    const { ring, verifier } = replica();
    await verifier.verify(withClaims({ iat: now() - 100, exp: now() - 2 })(ring));
    await verifier.verify(withClaims({ nbf: now() + 3 })(ring));
    await verifier.verify(withClaims({ iat: now() + 3, exp: now() + 60 })(ring));
  });
});

test("99 of 100 refusals take less than 5 ms of processor time", async () => {
  const { ring, verifier } = replica();
  const tokens = Object.values(BAD).map((forge) => forge(ring));
  const tookUs: number[] = [];
  for (let round = 0; round < 10; round++) {
    for (const token of tokens) {
      const before = process.cpuUsage();
      await verifier.verify(token).catch(() => undefined);
      const { user, system } = process.cpuUsage(before);
      tookUs.push(user + system);
    }
  }
  tookUs.sort((a, b) => a - b);
  expect(tookUs[Math.floor(tookUs.length * 0.99)]).toBeLessThan(5000);
});
