import type { Finding } from "./finding";
import type { PlacedText } from "./texts-in";

/** How a kind of key is written: what it begins with, how long it is at least, and what may follow. */
interface KeyShape {
  name: string;
  prefix: string;
  length: number;
}

/** Keys that their issuers mark, so that they can be found. */
const SHAPES: readonly KeyShape[] = [
  { name: "an AWS access key", prefix: "AKIA", length: 20 },
  { name: "an AWS access key", prefix: "ASIA", length: 20 },
  { name: "a GitHub token", prefix: "ghp_", length: 40 },
  { name: "a GitHub token", prefix: "gho_", length: 40 },
  { name: "a GitHub token", prefix: "ghs_", length: 40 },
  { name: "a GitHub token", prefix: "github_pat_", length: 60 },
  { name: "a GitLab token", prefix: "glpat-", length: 26 },
  { name: "an Anthropic key", prefix: "sk-ant-", length: 40 },
  { name: "an OpenAI key", prefix: "sk-proj-", length: 40 },
  { name: "an API key", prefix: "sk-", length: 40 },
  { name: "a Stripe key", prefix: "sk_live_", length: 24 },
  { name: "a Stripe key", prefix: "rk_live_", length: 24 },
  { name: "a Slack token", prefix: "xoxb-", length: 30 },
  { name: "a Slack token", prefix: "xoxp-", length: 30 },
  { name: "a Google API key", prefix: "AIza", length: 39 },
  { name: "an npm token", prefix: "npm_", length: 40 },
  { name: "a Hugging Face token", prefix: "hf_", length: 34 },
  { name: "a SendGrid key", prefix: "SG.", length: 60 },
  { name: "a DigitalOcean token", prefix: "dop_v1_", length: 60 },
  { name: "a signed token", prefix: "eyJ", length: 80 },
];

/** Members whose value is a secret when it is a text that cannot be guessed. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set(
  "password passwd apikey api_key api-key x-api-key accesskey access_key secretkey secret_key client_secret clientsecret private_key privatekey auth_token access_token authorization bearer".split(
    " ",
  ),
);

const TOKEN = /[A-Za-z0-9_.+/=-]{16,}/g;
const MIN_ENTROPY = 3;
const MIN_MEMBER_ENTROPY = 3.5;

/** Credentials that stand in a spec, where everybody who reads the catalog reads them. */
export function scanSecrets(texts: readonly PlacedText[]): Finding[] {
  return texts.flatMap(({ path, text, member }): Finding[] => {
    const found = privateKeyIn(text) ?? markedKeyIn(text) ?? credentialIn(member, text);
    if (!found) return [];
    const message = `It holds what looks like ${found.name}. Put it into the vault and name it.`;
    return [{ code: "secret", severity: "severe", path, excerpt: `${found.text.slice(0, 8)}…`, message }];
  });
}

/** Shannon entropy in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

interface Found {
  name: string;
  text: string;
}

function privateKeyIn(text: string): Found | undefined {
  const at = text.indexOf("-----BEGIN ");
  if (at === -1) return undefined;
  const head = text.slice(at, at + 60);
  return head.includes("PRIVATE KEY-----") ? { name: "a private key", text: head } : undefined;
}

function markedKeyIn(text: string): Found | undefined {
  if (text.length < 16) return undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const shape = SHAPES.find(({ prefix, length }) => token.startsWith(prefix) && token.length >= length);
    // A signed token has three parts; what a card is signed with is no credential and has two.
    if (!shape || (shape.prefix === "eyJ" && token.split(".").length !== 3)) continue;
    if (entropyOf(token.slice(shape.prefix.length)) >= MIN_ENTROPY) return { name: shape.name, text: token };
  }
  return undefined;
}

function credentialIn(member: string, text: string): Found | undefined {
  if (!SECRET_MEMBERS.has(member.toLowerCase()) || text.length < 16 || text.length > 500) return undefined;
  const value = text.startsWith("Bearer ") ? text.slice("Bearer ".length) : text;
  if (/\s/.test(value) || entropyOf(value) < MIN_MEMBER_ENTROPY) return undefined;
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((one) => one.test(value)).length;
  return classes >= 2 && /[0-9]/.test(value) ? { name: "a credential", text: value } : undefined;
}
