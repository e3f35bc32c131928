import { JSON_DOORS } from "./doors";
import { eachOf, type Part } from "./findings";
import { HOSTILE_TEXTS } from "./hostile-values";
import { ask } from "./http";

/** Characters that move a cursor, end a line for some reader or hide text: none may stand in a log as it is. */
const RAW = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

const WIDTH = 6;

/**
 * Hostile texts in every field that a caller fills, then every line of the log and of the exported record: each is one JSON object, none holds a control character, and nothing that was sent made a line of its own.
 */
export const logLines: Part = async (stage, findings, quick) => {
  const from = stage.log().length;
  const marker = crypto.randomUUID();
  const texts = HOSTILE_TEXTS.filter((text) => text.length < 300).map((text) => `${text}${marker}${text}`);
  for (const [at, text] of texts.entries()) {
    // The quick slice takes every other text; what it leaves out are variations.
    if (quick && at % 2 === 1) continue;
    const path = encodeURIComponent(text.toWellFormed());
    const header = text.replace(/[^\t\x20-\x7e\x80-\xff]/g, " ");
    const more = { "idempotency-key": header, tracestate: header, "user-agent": header };
    await eachOf(JSON_DOORS, WIDTH, async (door) => {
      const one = door.ask(Buffer.from(filled(door.sample, text)));
      await ask(stage, { ...one, headers: { ...one.headers, ...more } });
    });
    const places = [
      `/a2a/${path}`,
      `/mcp/${path}`,
      `/v1/models/${path}`,
      `/a2a/yes-agent/tasks/${path}`,
      `/api/v1/assets/agent/${path}`,
      `/events?type=${path}&after=x`,
      `/audit/export?type=${path}`,
    ];
    await eachOf(places, WIDTH, async (place) => {
      await ask(stage, { method: "GET", path: place });
    });
    await ask(stage, {
      method: "GET",
      path: "/v1/models",
      as: "nobody",
      headers: { authorization: `Bearer ${header}` },
    });
    const form = new URLSearchParams({ grant_type: text, client_id: text, client_secret: text, scope: text });
    await ask(stage, {
      method: "POST",
      path: "/oauth/token",
      as: "nobody",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
  }
  const log = stage.log().slice(from);
  const lines = log.split("\n").filter((line) => line !== "");
  const broken = lines.filter((line) => !isEntry(line) || RAW.test(line));
  findings.check("log lines/whole", broken.length === 0, () => JSON.stringify(broken[0]));
  findings.check(
    "log lines/none forged",
    !lines.some((line) => line.includes('"msg":"forged"')),
    () => "a forged line",
  );
  const failed = lines.filter(
    (line) => (JSON.parse(isEntry(line) ? line : "{}") as { level?: number }).level === 50,
  );
  findings.check("log lines/nothing failed inside", failed.length === 0, () => failed[0] ?? "");

  const record = await ask(stage, { method: "GET", path: "/audit/export" });
  const entries = record.text.split("\n").filter((line) => line !== "");
  const odd = entries.filter((line) => !isEntry(line) || RAW.test(line));
  findings.check(
    "log lines/record",
    record.status === 200 && odd.length === 0,
    () => `${record.status} ${JSON.stringify(odd[0])}`,
  );
  findings.figures["log and record lines looked at"] = lines.length + entries.length;
};

/** The sample with the text in place of every text in it but the names that lead somewhere. */
function filled(sample: unknown, text: string): string {
  const kept = new Set([
    "2.0",
    "SendMessage",
    "message/send",
    "tools/call",
    "echo",
    "yes-tools__echo",
    "m",
    "c",
    "ROLE_USER",
    "user",
    "mesh_tool",
    "yes-tools",
    "2026-07-28",
  ]);
  return JSON.stringify(sample, (_name, value: unknown) =>
    typeof value === "string" && !kept.has(value) ? text : value,
  );
}

function isEntry(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
