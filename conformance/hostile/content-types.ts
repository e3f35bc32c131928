import { JSON_DOORS } from "./doors";
import { illegal, isRefusal } from "./expectations";
import { eachOf, type Part } from "./findings";
import { ask } from "./http";

const OTHERS = [
  "text/plain",
  "text/html",
  "application/xml",
  "application/octet-stream",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonp",
  "application/x-json",
  "application/json-seq",
  "text/json",
  "application/json, text/plain",
  "application/json text/plain",
  "application /json",
  "json",
  "application/json; charset=utf-16",
  "application/json; charset=utf-7",
  "application/json; charset=iso-8859-1",
  'application/json;charset="utf-32"',
  "application/json; charset=ibm037",
];
const FINE = [
  "application/json",
  "APPLICATION/JSON",
  "application/json;charset=utf-8",
  'application/json; charset="UTF-8"',
  "application/json; x=y; charset=us-ascii",
];

/** A body that says it is something else than JSON in UTF-8 is not read as if it were. */
export const contentTypes: Part = async (stage, findings) => {
  const cases = JSON_DOORS.flatMap((door) => {
    const form = door.ask(Buffer.alloc(0)).headers?.["content-type"] !== "application/json";
    return form
      ? []
      : [
          ...OTHERS.map((type) => ({ door, type, fine: false })),
          ...FINE.map((type) => ({ door, type, fine: true })),
        ];
  });
  await eachOf(cases, 8, async ({ door, type, fine }) => {
    const text = JSON.stringify(door.sample).replace(/"m-\d"/, `"${crypto.randomUUID()}"`);
    const one = door.ask(Buffer.from(text));
    const reply = await ask(stage, { ...one, headers: { ...one.headers, "content-type": type } });
    const hits = stage.upstream.hitsOf(reply.traceId).length;
    const media =
      reply.status === 415 ||
      /unsupported_media_type|CONTENT_TYPE_NOT_SUPPORTED|-32005|Content-Type/.test(reply.text);
    const right = fine ? !media : isRefusal(reply) && media && hits === 0;
    const wrong = illegal(reply) ?? (right ? undefined : `${reply.status}, ${hits} upstream: ${reply.text}`);
    findings.check(`content types/${door.name}/${type}`, wrong === undefined, () => wrong ?? "");
  });
};
