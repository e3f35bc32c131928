import { newPerson, newPkce } from "@/lib/protocols/oauth/testing/person";
import { registerApp } from "./apps";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

const REGISTERED = "https://app.example/oauth/callback";

/** Spellings of the registered address, and addresses that only look like it. */
const VARIANTS: Record<string, string> = {
  "capitals in the host": "https://APP.example/oauth/callback",
  "capitals in the path": "https://app.example/OAuth/callback",
  "capitals in the scheme": "HTTPS://app.example/oauth/callback",
  "a slash at the end": `${REGISTERED}/`,
  "a slash less": "https://app.example/oauth",
  "path traversal": `${REGISTERED}/../../evil`,
  "traversal back to itself": "https://app.example/x/../oauth/callback",
  "encoded traversal": `${REGISTERED}/%2e%2e/evil`,
  "an encoded letter": "https://app.example/oauth/c%61llback",
  "a doubled slash": "https://app.example//oauth/callback",
  "the host as user information": "https://app.example@evil.example/oauth/callback",
  "a user": "https://user@app.example/oauth/callback",
  "a longer host": "https://app.example.evil.example/oauth/callback",
  "a subdomain": "https://evil.app.example/oauth/callback",
  "another host": "https://evil.example/oauth/callback",
  "the default port": "https://app.example:443/oauth/callback",
  "another port": "https://app.example:8443/oauth/callback",
  "plain http": "http://app.example/oauth/callback",
  "a query": `${REGISTERED}?next=https://evil.example`,
  "a fragment": `${REGISTERED}#evil`,
  "a backslash": "https://app.example\\@evil.example/oauth/callback",
  "a dot after the host": "https://app.example./oauth/callback",
  "a full-width letter": "https://ａpp.example/oauth/callback",
  "a null byte": `${REGISTERED}\0`,
  "a line break": `${REGISTERED}\r\nx: y`,
  "no scheme": "//app.example/oauth/callback",
  "a script": "javascript:alert(1)//https://app.example/oauth/callback",
  loopback: "http://127.0.0.1/oauth/callback",
};

/** An altered address is a 400 that leads nowhere, for a person who is signed in and has agreed to the app before. */
export async function redirects(stage: Stage, findings: Findings): Promise<void> {
  const person = await newPerson(stage.mesh);
  const clientId = await registerApp(stage.url, REGISTERED);
  const address = (redirectUri: string) =>
    `${stage.url}/oauth/authorize?${new URLSearchParams({
      client_id: clientId,
      response_type: "code",
      redirect_uri: redirectUri,
      state: "s",
      code_challenge: newPkce().challenge,
      code_challenge_method: "S256",
    })}`;
  const back = await person.answer(address(REGISTERED));
  findings.check("redirect: the registered address", back.href.startsWith(`${REGISTERED}?code=`));
  for (const [name, variant] of Object.entries(VARIANTS)) {
    const response = await person.open(address(variant));
    const location = response.headers.get("location");
    const text = await response.text();
    const leads = location !== null || text.includes("href=");
    findings.check(
      `redirect: ${name}`,
      response.status === 400 && !leads,
      () => `${response.status} ${location}`,
    );
  }
  const loopback = await registerApp(stage.url, "http://127.0.0.1/callback");
  const ported = address("http://127.0.0.1:49152/callback").replace(clientId, loopback);
  findings.check("redirect: any port on loopback", (await person.answer(ported)).port === "49152");
  findings.figures["redirect variants"] = Object.keys(VARIANTS).length;
}
