import fc from "fast-check";
import { JSON_DOORS } from "./doors";
import { illegal, leaked } from "./expectations";
import { eachOf, type Part } from "./findings";
import { HOSTILE_TEXTS } from "./hostile-values";
import { type Ask, ask } from "./http";
import { hostileBytes } from "./mutate";
import { AGENTS, SERVERS } from "./stage";

const FULL = 100_000;
const QUICK = 2_000;
const WIDTH = 24;
const SLICE = 2_000;

const A2A_METHODS = [
  "SendMessage",
  "SendStreamingMessage",
  "GetTask",
  "ListTasks",
  "CancelTask",
  "SubscribeToTask",
  "CreateTaskPushNotificationConfig",
  "GetTaskPushNotificationConfig",
  "ListTaskPushNotificationConfigs",
  "DeleteTaskPushNotificationConfig",
  "GetExtendedAgentCard",
  "tasks/get",
  "message/stream",
  "tasks/pushNotificationConfig/set",
];
const MCP_METHODS = [
  "initialize",
  "ping",
  "tools/list",
  "resources/read",
  "resources/list",
  "prompts/get",
  "completion/complete",
  "logging/setLevel",
  "server/discover",
  "tasks/get",
  "notifications/cancelled",
  "resources/subscribe",
];

/** The same door at another callee: one that speaks less, so that the mesh has to translate. */
const elsewhere = (one: Ask) =>
  fc.nat().map((at) => {
    const agent = AGENTS[at % AGENTS.length] ?? "yes-agent";
    const server = Object.keys(SERVERS)[at % 3] ?? "yes-tools";
    return { ...one, path: one.path.replace("yes-agent", agent).replace("yes-tools", server) };
  });

/** Messages of every JSON door, mutated. */
const messages: fc.Arbitrary<Ask> = fc.oneof(
  ...JSON_DOORS.map((door) => hostileBytes(door.sample).chain((bytes) => elsewhere(door.ask(bytes)))),
  ...JSON_DOORS.filter(({ sample }) => "method" in Object(sample)).map((door) =>
    fc
      .record({
        method: fc.constantFrom(...A2A_METHODS, ...MCP_METHODS, ...HOSTILE_TEXTS),
        params: fc.dictionary(
          fc.constantFrom(
            "id",
            "name",
            "uri",
            "taskId",
            "message",
            "arguments",
            "cursor",
            "_meta",
            "ref",
            "level",
          ),
          fc.oneof(fc.constantFrom<unknown>(...HOSTILE_TEXTS), fc.jsonValue({ maxDepth: 2 })),
        ),
      })
      .chain((replaced) => hostileBytes({ ...Object(door.sample), ...replaced }))
      .chain((bytes) => elsewhere(door.ask(bytes))),
  ),
);

const ROOTS = [
  "/a2a/",
  "/a2a/yes-agent/tasks/",
  "/a2a/yes-agent/v1/tasks/",
  "/a2a/yes-agent/push/",
  "/mcp/",
  "/v1/models/",
  "/v1/",
  "/oauth/",
  "/audit/",
  "/audit/tile/",
  "/audit/proof?call=",
  "/audit/consistency?from=",
  "/audit/export?type=",
  "/events?type=",
  "/events?after=",
  "/api/v1/",
  "/api/v1/assets/",
  "/api/v1/calls/",
  "/api/v1/calls?caller=",
  "/api/v1/calls?after=",
  "/api/v1/calls?limit=",
  "/api/v1/clients?after=",
  "/api/v1/discover?q=",
  "/api/v1/overview?",
  "/.well-known/",
  "/.well-known/oauth-protected-resource/",
  "/access/v1/evaluation",
  "/",
];
const segment = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS).map(escaped),
  fc.string({ maxLength: 20 }).map(escaped),
  fc.constantFrom(
    "..",
    ".",
    "%2e%2e",
    "%2f",
    "%5c",
    ";x=1",
    "%",
    "%zz",
    "%c3%28",
    "+",
    "yes-agent",
    "agent/yes-agent",
    "tasks:cancel",
    "0",
    "-1",
    "x001/000",
    "99999999999999999999",
  ),
);

/** Addresses below every door, with whatever may stand in a path or a query. */
const addresses: fc.Arbitrary<Ask> = fc.record({
  method: fc.constantFrom(
    "GET",
    "GET",
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "PROPFIND",
    "TRACE",
  ),
  path: fc
    .tuple(
      fc.constantFrom(...ROOTS),
      fc.array(segment, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("", "", "?", "?a=1&a=2", "?A2A-Version=1.0"),
    )
    .map(([root, parts, query]) => root + parts.join("/") + query),
  headers: fc.constantFrom<Record<string, string>>(
    {},
    { "a2a-version": "1.0" },
    { accept: "text/event-stream", "mcp-session-id": "x" },
    { "last-event-id": "-1" },
    { "anthropic-version": "1" },
    { "signalbox-timeout-ms": "-1", "idempotency-key": "x".repeat(300) },
  ),
});

/** Generated messages and addresses: a status that the caller's doing explains, nothing of the inside in the answer, and no byte upstream of what is refused. The seed in the figures brings the same ones back. */
export const generated: Part = async (stage, findings, quick) => {
  const seed = Number(process.env.SIGNALBOX_SEED ?? Date.now() % 2 ** 31);
  findings.figures["generated, seed"] = seed;
  const total = quick ? QUICK : FULL;
  const all = fc.oneof({ weight: 3, arbitrary: messages }, { weight: 1, arbitrary: addresses });
  for (let done = 0; done < total; done += SLICE) {
    const slice = fc.sample(all, { seed: seed + done, numRuns: Math.min(SLICE, total - done) });
    await eachOf(slice, WIDTH, async (one, index) => {
      const reply = await ask(stage, one);
      const said = `${one.path} ${one.body?.toString() ?? ""}`;
      const wrong = illegal(reply, said) ?? leaked(stage, reply);
      findings.check(
        `generated/${seed + done}/${index}`,
        wrong === undefined,
        () => `${one.method} ${said.slice(0, 250)} -> ${wrong}`,
      );
    });
    stage.upstream.forget();
  }
  findings.figures["generated requests"] = total;
};

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
