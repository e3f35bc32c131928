import type { Sql } from "postgres";
import { JSON_DOORS } from "./doors";
import type { Findings, Part } from "./findings";
import { ask, type Reply } from "./http";
import type { Stage } from "./stage";
import { withDatabase } from "./with-database";

/**
 * A caller's credential ends at the door (MCP authorization, token passthrough): whatever way it comes, no callee, no log and no row of the database ever holds it. Looked for is the signature, which nothing but the
 * credential itself contains.
 */
export const secrets: Part = async (stage, findings) => {
  const badge = await stage.badge();
  const signature = badge.split(".")[2] ?? "";
  const clientSecret =
    Buffer.from(stage.clientAuthorization.slice("Basic ".length), "base64").toString().split(":")[1] ?? "";
  const garbage = `garbage-${crypto.randomUUID()}`;
  const marks = { badge: signature, "client secret": clientSecret, "unknown token": garbage };
  const replies: Reply[] = [];
  for (const door of JSON_DOORS) {
    const one = door.ask(
      Buffer.from(JSON.stringify(door.sample).replace(/"m-\d"/, `"${crypto.randomUUID()}"`)),
    );
    for (const [name, headers] of Object.entries(presentations(badge, garbage))) {
      const reply = await ask(stage, { ...one, as: "nobody", headers: { ...headers, ...one.headers } });
      replies.push(reply);
      findings.check(
        `secrets/${door.name}/${name}`,
        reply.status < 500,
        () => `${reply.status} ${reply.text}`,
      );
    }
    const query = `${one.path}?access_token=${badge}&api_key=${garbage}`;
    replies.push(await ask(stage, { ...one, path: query }));
    replies.push(await ask(stage, one));
  }
  for (const [name, mark] of Object.entries(marks)) {
    const seen = stage.upstream.hits.filter((hit) => JSON.stringify(hit).includes(mark));
    findings.check(`secrets/${name}/upstream`, seen.length === 0, () => JSON.stringify(seen[0]));
    findings.check(`secrets/${name}/log`, !stage.log().includes(mark), () => lineWith(stage.log(), mark));
    const told = replies.filter(({ text }) => text.includes(mark));
    findings.check(`secrets/${name}/answers`, told.length === 0, () => told[0]?.text ?? "");
  }
  const sent = stage.upstream.hits.filter(({ headers }) => headers.authorization?.includes(badge));
  findings.check("secrets/passed through", sent.length === 0, () => JSON.stringify(sent[0]?.headers));
  await inDatabase(stage, findings, marks);
};

function presentations(badge: string, garbage: string): Record<string, Record<string, string>> {
  return {
    bearer: { authorization: `Bearer ${badge}` },
    "api key": { "x-api-key": badge },
    "basic with a badge": { authorization: `Basic ${btoa(`badge:${badge}`)}` },
    "bearer and more": { authorization: `Bearer ${badge}, Bearer ${garbage}` },
    garbage: { authorization: `Bearer ${garbage}` },
    "garbage as key": { "x-api-key": garbage },
    cookie: { authorization: `Bearer ${badge}`, cookie: `token=${badge}` },
    "other headers": { authorization: `Bearer ${badge}`, "x-auth-token": badge, "mcp-param-token": "x" },
  };
}

/** Every table as text. The tables of keys and clients hold digests and sealed values only, so they are looked through as well. */
async function inDatabase(stage: Stage, findings: Findings, marks: Record<string, string>): Promise<void> {
  await withDatabase(stage, async (sql) => {
    for (const [name, mark] of Object.entries(marks)) {
      const tables = await tablesWith(sql, mark);
      findings.check(`secrets/${name}/database`, tables.length === 0, () => `in ${tables.join(", ")}`);
    }
  });
}

async function tablesWith(sql: Sql, mark: string): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'`;
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await sql<{ hit: boolean }[]>`
      select exists (select from ${sql.unsafe(name)} t where strpos(t::text, ${mark}) > 0) as hit`;
    if (row?.hit) found.push(name);
  }
  return found;
}

function lineWith(text: string, mark: string): string {
  return text.split("\n").find((line) => line.includes(mark)) ?? "";
}
