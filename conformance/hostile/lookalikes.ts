import { JSON_DOORS, type JsonDoor } from "./doors";
import { isRefusal } from "./expectations";
import { eachOf, type Part } from "./findings";
import { ask } from "./http";

/** Members that decide something, by door. Each is sent in another case, alone and beside the true one. */
const DECIDING: Record<string, readonly string[]> = {
  "a2a json-rpc 1.0": ["method", "params", "message", "messageId"],
  "a2a json-rpc 0.3": ["method", "params", "message", "messageId"],
  "a2a http+json 1.0": ["message", "messageId"],
  "a2a mesh json-rpc 1.0": ["method", "params", "message", "messageId"],
  "mcp server": ["method", "params", "name", "arguments"],
  "mcp server 2026": ["method", "params", "name", "arguments", "_meta"],
  "mcp joined": ["method", "params", "name", "arguments"],
  "openai chat": ["model", "max_tokens", "stream"],
  "anthropic messages": ["model", "max_tokens"],
};

const WAYS: Record<string, (name: string) => string> = {
  "in capitals": (name) => name.toUpperCase(),
  "with a capital": (name) => name.charAt(0).toUpperCase() + name.slice(1),
  "with a long s": (name) => name.replace("s", "\u017f"),
  "with a Kelvin sign": (name) => name.replace("k", "\u212a"),
};

/** A member that some callees take for one that decides something (Go and .NET do not mind its case) is refused: otherwise the mesh would rule one thing and the callee do another. */
export const lookalikes: Part = async (stage, findings) => {
  const cases = JSON_DOORS.flatMap((door) =>
    (DECIDING[door.name] ?? []).flatMap((member) =>
      Object.entries(WAYS).flatMap(([way, change]) => {
        const other = change(member);
        return other === member ? [] : [{ door, member, way, other }];
      }),
    ),
  );
  await eachOf(cases, 8, async ({ door, member, way, other }) => {
    for (const [how, text] of Object.entries(bodies(door, member, other))) {
      const reply = await ask(stage, door.ask(Buffer.from(text)));
      const hits = stage.upstream.hitsOf(reply.traceId).length;
      findings.check(
        `lookalikes/${door.name}/${member} ${way}, ${how}`,
        isRefusal(reply) && hits === 0,
        () => `${reply.status}, ${hits} upstream: ${reply.text}`,
      );
    }
  });
};

function bodies({ sample }: JsonDoor, member: string, other: string): Record<string, string> {
  const text = JSON.stringify(sample).replace(/"m-\d"/, `"${crypto.randomUUID()}"`);
  const name = `"${member}":`;
  return {
    alone: text.replace(name, `"${other}":`),
    before: text.replace(name, `"${other}":"evil",${name}`),
  };
}
