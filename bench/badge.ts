import { generateKeyPair, jwtVerify, SignJWT } from "jose";
import { calleeAudience } from "@/lib/identity/audiences";
import { type BadgeInput, mintBadge, mintHopBadge } from "@/lib/identity/mint-badge";
import { createBadgeVerifier } from "@/lib/identity/verify-badge";
import type { OAuthDeps } from "@/lib/protocols/oauth/oauth-deps";
import { measureRequests, measureWork } from "./badge/measure";
import { type BenchTokenService, startTokenService } from "./badge/token-service";
import type { Round } from "./call/load";
import { type Rounds, report } from "./call/report";

const CONNECTIONS = 16;
const BADGES = 4_000;

type Measure = (seconds: number) => Promise<Round>;

/**
 * Badges issued and verified a second: in the process (`mint`, `hop`, `verify` of badges never seen, `verify-known`), over HTTP with the issue on record (`token-endpoint`), and by the `jose` library
 * for comparison.
 * @param seconds for each case in each round
 */
export async function run({ seconds, rounds = 3 }: { seconds: number; rounds?: number }): Promise<void> {
  const service = await startTokenService();
  try {
    const cases: Record<string, Measure> = { ...ownCases(service), ...(await joseCases(service.deps)) };
    const measured: Rounds = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    for (const measure of Object.values(cases)) await measure(Math.min(seconds, 1) / 2);
    for (let round = 0; round < rounds; round++) {
      for (const [name, measure] of Object.entries(cases)) measured[name]?.push(await measure(seconds));
    }
    report("badge", measured, ["jose-sign", "jose-verify"]);
    if (Object.values(measured).some((all) => all.some(({ errors }) => errors > 0))) process.exitCode = 1;
  } finally {
    await service.stop();
  }
}

function inputOf(publicUrl: string): BadgeInput {
  return {
    audience: publicUrl,
    chain: [
      { kind: "service", id: "front-desk" },
      { kind: "agent", id: "tracker" },
    ],
    clientId: "tracker",
    clients: ["front-desk", "tracker"],
    roles: ["agent"],
    scopes: ["mesh"],
    taskId: "task-1",
  };
}

function ownCases({ deps, requestToken }: BenchTokenService): Record<string, Measure> {
  const mint = { ring: deps.ring, issuer: deps.publicUrl };
  const input = inputOf(deps.publicUrl);
  const audience = calleeAudience(deps.publicUrl, "agent", "crm");
  const known = mintBadge(mint, input).token;
  return {
    mint: (seconds) => measureWork(() => mintBadge(mint, input), seconds),
    hop: async (seconds) => {
      const caller = await deps.verifier.verify(known);
      return measureWork(() => mintHopBadge(mint, caller, audience), seconds);
    },
    verify: (seconds) => verifyUnseen(deps, input, seconds),
    "verify-known": async (seconds) => {
      await deps.verifier.verify(known);
      return measureWork(() => deps.verifier.cached(known), seconds);
    },
    "token-endpoint": (seconds) => measureRequests(requestToken, seconds, CONNECTIONS),
  };
}

/** A verifier that has seen all badges gives way to a new one, which has seen none. */
function verifyUnseen(deps: OAuthDeps, input: BadgeInput, seconds: number): Promise<Round> {
  const mint = { ring: deps.ring, issuer: deps.publicUrl };
  const tokens = Array.from({ length: BADGES }, () => mintBadge(mint, input).token);
  let verifier = createBadgeVerifier(deps);
  let at = 0;
  return measureWork(() => {
    if (at === tokens.length) {
      verifier = createBadgeVerifier(deps);
      at = 0;
    }
    return verifier.verify(tokens[at++] as string);
  }, seconds);
}

async function joseCases(deps: OAuthDeps): Promise<Record<string, Measure>> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const { publicUrl } = deps;
  const signIt = () =>
    new SignJWT({ client_id: "tracker", scope: "mesh", act: { sub: "agent:tracker" } })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "bench" })
      .setIssuer(publicUrl)
      .setAudience(publicUrl)
      .setSubject("service:front-desk")
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
  const token = await signIt();
  const options = { issuer: publicUrl, audience: publicUrl, typ: "at+jwt", algorithms: ["ES256"] };
  return {
    "jose-sign": (seconds) => measureWork(signIt, seconds),
    "jose-verify": (seconds) => measureWork(() => jwtVerify(token, publicKey, options), seconds),
  };
}
