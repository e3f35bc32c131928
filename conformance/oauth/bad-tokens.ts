import { badBadges } from "@/lib/identity/testing/bad-badges";
import { DOORS, type Door, knock } from "./doors";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

/** What a header cannot carry, or what clients cut off before they send it: the same tokens are tried inside the verifier. */
const UNSENDABLE = /[^\x21-\x7e]/;
/** Node itself refuses headers of more than 16 kB. */
const HEADERS_TOO_LARGE = 431;

const AT_ONCE = 8;
const TIMED_DOOR = "model list";

/** Every bad token at every door: always 401 with a challenge, nothing at a callee, no call on record, and fast. */
export async function badTokens(stage: Stage, findings: Findings): Promise<void> {
  const tokens = Object.entries(badBadges(stage.url))
    .map(([name, forge]) => [name, forge(stage.ring)] as const)
    .filter(([, token]) => !UNSENDABLE.test(token));
  const tookMs: number[] = [];
  const refuse = async (door: Door, name: string, token: string) => {
    const answer = await knock(stage, door, { authorization: `Bearer ${token}` });
    const { status, challenge } = answer;
    const metadata = `resource_metadata="${stage.url}/.well-known/oauth-protected-resource${door.resource}"`;
    const tooLarge = status === HEADERS_TOO_LARGE && token.length > 16_000;
    const ok = status === 401 && challenge.startsWith("Bearer ") && challenge.includes(metadata);
    findings.check(`${door.name}: ${name}`, tooLarge || ok, () => `${status} ${challenge}`);
    return answer.tookMs;
  };
  for (const door of DOORS) {
    const queue = [...tokens];
    // One door alone is asked one by one, which tells how long a refusal takes.
    const width = door.name === TIMED_DOOR ? 1 : AT_ONCE;
    const work = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const took = await refuse(door, ...next);
        if (width === 1) tookMs.push(took);
      }
    };
    await Promise.all(Array.from({ length: width }, work));
    await otherCredentials(stage, door, findings);
  }
  tookMs.sort((a, b) => a - b);
  const calls = (await stage.calls()).length;
  findings.check("nothing reached a callee", stage.hits() === 0, () => `${stage.hits()} requests`);
  findings.check("no call is on record", calls === 0, () => `${calls} calls`);
  findings.figures["bad tokens"] = tokens.length;
  findings.figures.doors = DOORS.length;
  findings.figures.refused = tokens.length * DOORS.length;
  findings.figures["refusal p50, ms"] = at(tookMs, 0.5);
  findings.figures["refusal p99, ms"] = at(tookMs, 0.99);
}

async function otherCredentials(stage: Stage, door: Door, findings: Findings) {
  const good = stage.badge({ agent: "caller" });
  const others: Record<string, Record<string, string>> = {
    "no credential": {},
    "Basic credentials": { authorization: `Basic ${btoa("a:b")}` },
    "a scheme of its own": { authorization: `Token ${good}` },
    "a badge in the address": {},
    "a badge as cookie": { cookie: `access_token=${good}` },
    "two badges": { authorization: `Bearer ${good}, Bearer ${good}` },
  };
  for (const [name, headers] of Object.entries(others)) {
    const inAddress = name === "a badge in the address";
    const path = inAddress
      ? `${door.path}${door.path.includes("?") ? "&" : "?"}access_token=${good}`
      : door.path;
    const { status, challenge } = await knock(stage, { ...door, path }, headers);
    findings.check(
      `${door.name}: ${name}`,
      status === 401 && challenge !== "",
      () => `${status} ${challenge}`,
    );
  }
}

const at = (sorted: readonly number[], share: number) =>
  Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
