import { JSON_DOORS } from "./doors";
import { illegal, leaked } from "./expectations";
import { eachOf, type Part } from "./findings";
import { type Ask, ask } from "./http";
import { leavesOf, withLeaf } from "./leaves";
import { withDatabase } from "./with-database";

/** Stands in every payload. A statement that holds it outside of its parameters was put together from a caller's text. */
const MARK = "zq7x";
const SLEEP_S = 6;
const WIDTH = 8;

const CORES = [
  `or '${MARK}'='${MARK}`,
  `or 1=1/*${MARK}*/`,
  `union select '${MARK}'`,
  `union all select null,null,'${MARK}'`,
  `and 1=(select count(*) from calls where '${MARK}'='${MARK}')`,
  `; drop table calls; --${MARK}`,
  `; select pg_sleep(${SLEEP_S}); --${MARK}`,
  `|| pg_sleep(${SLEEP_S}) || '${MARK}`,
  `and 1=cast((select '${MARK}') as int)`,
  `; copy calls to '/tmp/${MARK}'; --`,
  `; create table ${MARK}(a int); --`,
  `; alter role signalbox password '${MARK}'; --`,
  `or exists(select pg_sleep(${SLEEP_S}))--${MARK}`,
  `; do $$begin raise '${MARK}'; end$$; --`,
  `order by (case when '${MARK}'='' then 1 end)--`,
  `) or ('${MARK}'='${MARK}`,
  `]}' or '${MARK}`,
  `%' or '${MARK}' like '%`,
  `::${MARK}`,
  `limit 1 offset (select 1)--${MARK}`,
];
const OPENERS = [
  "",
  "'",
  '"',
  "\\'",
  "')",
  "'))",
  "''",
  "1 ",
  "1' ",
  "x' ",
  "$$",
  "`",
  "%27",
  "\u02bc",
  "ʹ' ",
];

/** 300 of them: each way to break out with each thing to do then. */
const PAYLOADS = OPENERS.flatMap((opener) => CORES.map((core) => `${opener} ${core}`));

/**
 * What an injection would look like, in every header, parameter and JSON leaf: nothing fails, nothing sleeps, nothing is made or lost, and the database's own log of statements shows that what callers send is only ever a
 * parameter.
 */
export const sqlPayloads: Part = async (stage, findings, quick) => {
  await withDatabase(stage, async (sql) => {
    await sql`alter system set log_statement = 'all'`;
    await sql`alter system set log_parameter_max_length = 0`;
    await sql`select pg_reload_conf()`;
    const before = await tablesOf(sql);
    const from = stage.databaseLog().length;

    const places = allPlaces();
    const cases = quick
      ? PAYLOADS.map((payload, at) => ({ payload, place: places[(at * 7) % places.length] as Place }))
      : PAYLOADS.flatMap((payload) => places.map((place) => ({ payload, place })));
    await eachOf(cases, WIDTH, async ({ payload, place }) => {
      const reply = await ask(stage, place.put(payload));
      const slept = reply.ms > (SLEEP_S - 1) * 1000 ? `took ${Math.round(reply.ms)} ms` : undefined;
      const wrong = illegal(reply, payload) ?? leaked(stage, reply) ?? slept;
      findings.check(`sql/${place.name}/${payload}`, wrong === undefined, () => wrong ?? "");
    });
    stage.upstream.forget();

    const log = stage.databaseLog().slice(from);
    const put = log.split("\n").filter((line) => line.includes(MARK));
    findings.check("sql/parameters only", put.length === 0, () => put[0] ?? "");
    findings.check(
      "sql/statements were logged",
      /execute .*select/i.test(log),
      () => "the log has no statement",
    );
    const broken =
      /ERROR: {2}(?:syntax error|unterminated|operator does not exist|relation .* does not exist).*/.exec(
        log,
      )?.[0];
    findings.check("sql/no statement broke", broken === undefined, () => broken ?? "");
    findings.check("sql/the same tables", (await tablesOf(sql)) === before, () => "tables came or went");
    await sql`alter system reset log_statement`;
    await sql`select pg_reload_conf()`;
    findings.figures["SQL payloads x places"] = cases.length;
  });
};

interface Place {
  name: string;
  put(payload: string): Ask;
}

async function tablesOf(sql: Parameters<Parameters<typeof withDatabase>[1]>[0]): Promise<string> {
  const rows = await sql<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`;
  return rows.map(({ name }) => name).join();
}

const HEADERS = [
  "authorization",
  "x-api-key",
  "user-agent",
  "idempotency-key",
  "tracestate",
  "traceparent",
  "mcp-session-id",
  "last-event-id",
  "a2a-version",
  "anthropic-version",
  "signalbox-timeout-ms",
  "accept-language",
  "cookie",
  "x-forwarded-for",
  "dpop",
];
const ADDRESSES = [
  "/a2a/",
  "/a2a/-/tasks/",
  "/a2a/yes-agent/tasks/",
  "/a2a/yes-agent/push/",
  "/mcp/",
  "/v1/models/",
  "/api/v1/assets/agent/",
  "/api/v1/assets/",
  "/api/v1/calls/",
  "/api/v1/calls?caller=",
  "/api/v1/calls?callee=",
  "/api/v1/calls?after=",
  "/api/v1/calls?status=",
  "/api/v1/clients?after=",
  "/api/v1/discover?q=",
  "/events?after=",
  "/audit/export?type=",
  "/audit/export?actor=",
  "/audit/proof?call=",
  "/audit/proof?entry=",
  "/audit/consistency?from=",
  "/audit/tile/",
  "/oauth/authorize?client_id=",
];
const FORM = [
  "grant_type",
  "client_id",
  "client_secret",
  "scope",
  "resource",
  "audience",
  "subject_token",
  "task_id",
  "refresh_token",
  "code",
  "token",
];

function allPlaces(): Place[] {
  const leaves = JSON_DOORS.flatMap((door) =>
    leavesOf(door.sample).map((path) => ({
      name: `${door.name} ${path.join(".")}`,
      put: (payload: string) => door.ask(Buffer.from(withLeaf(door.sample, path, JSON.stringify(payload)))),
    })),
  );
  const headers = HEADERS.map((header) => ({
    name: `header ${header}`,
    put: (payload: string): Ask => {
      const own = header === "authorization" || header === "x-api-key";
      const value = header === "authorization" ? `Bearer ${payload}` : payload;
      return {
        method: "GET",
        path: "/v1/models",
        as: own ? "nobody" : "badge",
        headers: { [header]: value.replace(/[^\x20-\x7e]/g, "?") },
      };
    },
  }));
  const addresses = ADDRESSES.map((address) => ({
    name: address,
    put: (payload: string): Ask => ({ method: "GET", path: address + encodeURIComponent(payload) }),
  }));
  const forms = FORM.map((name) => ({
    name: `form ${name}`,
    put: (payload: string): Ask => ({
      method: "POST",
      path: "/oauth/token",
      as: "client",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ grant_type: "client_credentials", [name]: payload }).toString(),
    }),
  }));
  return [...leaves, ...headers, ...addresses, ...forms];
}
