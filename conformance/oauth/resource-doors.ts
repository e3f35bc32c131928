import { DOORS, knock } from "./doors";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

/** Each door as a protected resource: its metadata is where a refusal says, names the door and the issuer, and a badge with too little scope hears which one it takes. */
export async function resourceDoors(stage: Stage, findings: Findings): Promise<void> {
  const issuer = (await read(`${stage.url}/.well-known/oauth-authorization-server`)) as { issuer?: string };
  findings.check("the issuer names itself", issuer.issuer === stage.url);
  for (const door of DOORS) {
    const { challenge } = await knock(stage, door, {});
    const address = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? "";
    const metadata = (await read(address)) as { resource?: string; authorization_servers?: string[] };
    findings.check(
      `${door.name}: metadata`,
      metadata.resource === stage.url + door.resource && metadata.authorization_servers?.[0] === stage.url,
      () => JSON.stringify(metadata),
    );
    const scope = door.managed ? "admin" : "mesh";
    const other = stage.badge({
      chain: [{ kind: "service", id: "ops" }],
      roles: ["admin"],
      scopes: [door.managed ? "mesh" : "admin"],
    });
    // The mesh's own decision point takes either: what it tells hangs on whom it is asked about.
    if (door.path.startsWith("/access") || door.path === "/v1/models") continue;
    const refused = await knock(stage, door, { authorization: `Bearer ${other}` });
    findings.check(
      `${door.name}: insufficient scope`,
      refused.status === 403 && refused.challenge.includes(`error="insufficient_scope", scope="${scope}"`),
      () => `${refused.status} ${refused.challenge}`,
    );
  }
  findings.check(
    "nothing reached a callee for want of scope",
    stage.hits() === 0,
    () => `${stage.hits()} requests`,
  );
}

async function read(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  return response?.ok ? response.json() : {};
}
