import { answerConsent } from "@/lib/protocols/oauth/authorize/answer-consent";
import { askConsent } from "@/lib/protocols/oauth/authorize/ask-consent";
import { newPerson, newPkce } from "@/lib/protocols/oauth/testing/person";
import { newProofKey } from "@/lib/protocols/oauth/testing/proof";
import { registerApp } from "./apps";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

const CALLBACK = "https://app.example/callback";
const AT_ONCE = 50;

/** What may be used once, used many times at once: a consent page's answer, a code, a refresh token, a proof. */
export async function replays(stage: Stage, findings: Findings): Promise<void> {
  const person = await newPerson(stage.mesh);
  const clientId = await registerApp(stage.url, CALLBACK);
  const { verifier, challenge } = newPkce();
  const request = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: CALLBACK,
    state: "s",
    code_challenge: challenge,
    code_challenge_method: "S256",
  }).toString();
  const question = { request, userId: person.user.id, sessionId: person.sessionId };
  const asking = await askConsent(stage.mesh, question);
  if (asking.kind !== "ask") throw new Error("a new person was not asked");
  const answers = await manyTimes(() =>
    answerConsent(stage.mesh, question, { ticket: asking.ticket, allowed: true }),
  );
  findings.check(
    "replay: one answer to a consent page counts",
    answers.length === 1,
    `${answers.length} counted`,
  );

  const token = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${stage.url}/oauth/token`, {
      method: "POST",
      headers,
      body: new URLSearchParams({ client_id: clientId, ...form }),
    });
  const code = new URL(answers[0] ?? "").searchParams.get("code") ?? "";
  const redeem = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: CALLBACK };
  const redeemed = await manyTimes(() => granted(token(redeem)));
  findings.check("replay: one use of a code counts", redeemed.length === 1, `${redeemed.length} counted`);
  const badge = redeemed[0]?.access_token ?? "";
  const dead = await fetch(`${stage.url}/v1/models`, { headers: { authorization: `Bearer ${badge}` } });
  findings.check("replay: what came of a replayed code is dead", dead.status === 401, `${dead.status}`);
  const refresh = { grant_type: "refresh_token", refresh_token: redeemed[0]?.refresh_token ?? "" };
  findings.check("replay: its refresh token too", (await token(refresh)).status === 400);

  const key = await newProofKey();
  const url = `${stage.url}/oauth/token`;
  const again = {
    ...redeem,
    code:
      new URL(await person.answer(`${stage.url}/oauth/authorize?${request}`)).searchParams.get("code") ?? "",
  };
  const first = await granted(token(again, { dpop: await key.prove("POST", url) }));
  const proof = await key.prove("GET", `${stage.url}/v1/models`, first.access_token);
  const headers = { authorization: `DPoP ${first.access_token}`, dpop: proof };
  const calls = await manyTimes(async () => {
    const response = await fetch(`${stage.url}/v1/models`, { headers });
    await response.body?.cancel();
    if (response.status !== 200) throw new Error(String(response.status));
  });
  findings.check("replay: one use of a proof counts", calls.length === 1, `${calls.length} counted`);
  const stolen = await fetch(`${stage.url}/v1/models`, {
    headers: { authorization: `Bearer ${first.access_token}` },
  });
  findings.check("replay: a bound badge without a proof is a 401", stolen.status === 401, `${stolen.status}`);
  findings.figures["replays at once"] = AT_ONCE;
}

async function manyTimes<T>(once: () => Promise<T>): Promise<T[]> {
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, once));
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

async function granted(
  answering: Promise<Response>,
): Promise<{ access_token: string; refresh_token: string }> {
  const response = await answering;
  if (response.status !== 200) throw new Error(String(response.status));
  return (await response.json()) as { access_token: string; refresh_token: string };
}
