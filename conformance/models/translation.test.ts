import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { translateRequest as chatAsMessages } from "@/lib/protocols/models/translate/chat-to-messages/translate-request";
import { translateRequest as messagesAsChat } from "@/lib/protocols/models/translate/messages-to-chat/translate-request";
import { askAnthropic } from "./anthropic-side";
import { askOpenai } from "./openai-side";
import type { Asked, Part, Turn } from "./script";

const text = fc.string({ minLength: 1, unit: "grapheme" });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
/** What the gateway lets in: a member named `__proto__` is refused wherever it stands. */
// As it is when it has been sent once: JSON knows no negative zero.
const value = fc
  .jsonValue({ maxDepth: 3 })
  .map((made): unknown => JSON.parse(JSON.stringify(made)))
  .filter((made) => !JSON.stringify(made).includes('"__proto__":'));
const json = fc.dictionary(word, value, { noNullPrototype: true });
const schema = json.map((properties) => ({ type: "object", properties }));
const said = text.map((value): Part => ({ text: value }));
const call = fc.record({ id: word, name: word, args: json }).map((made): Part => ({ call: made }));
const result = fc.record({ id: word, text }).map((made): Part => ({ result: made }));
const shown = fc.oneof(
  fc.constantFrom<Part>(
    { image: "data:image/png;base64,AAAA" },
    { image: "https://example.com/a.png" },
    { pdf: "AAAA" },
  ),
  said,
);
const assistant = fc
  .tuple(fc.option(said), fc.array(call, { maxLength: 3 }))
  .map(([first, calls]): Part[] => [...(first ? [first] : []), ...calls])
  .filter((parts) => parts.length > 0);
const user = fc
  .tuple(fc.array(result, { maxLength: 2 }), fc.array(shown, { maxLength: 3 }))
  .map(([results, rest]): Part[] => [...results, ...rest])
  .filter((parts) => parts.length > 0);
const turns = fc
  .array(fc.tuple(user, assistant), { maxLength: 3 })
  .chain((pairs) =>
    user.map((last) => [
      ...pairs.flatMap(([u, a]) => [turn("user", u), turn("assistant", a)]),
      turn("user", last),
    ]),
  );
const tool = fc.record({ name: word, description: text, schema });

const asked: fc.Arbitrary<Asked> = fc
  .record(
    {
      turns,
      limit: fc.integer({ min: 1, max: 100_000 }),
      system: text,
      tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
      temperature: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      stops: fc.array(text, { minLength: 1, maxLength: 4 }),
      schema,
    },
    { requiredKeys: ["turns", "limit"], noNullPrototype: true },
  )
  .chain(
    (one: Asked): fc.Arbitrary<Asked> =>
      one.tools
        ? fc
            .constantFrom<Partial<Asked>>(
              {},
              { choice: "any" },
              { choice: "none" },
              { choice: "auto", oneCallAtATime: true },
            )
            .map((choice) => ({ ...one, ...choice }))
        : fc.constant(one),
  );

function turn(role: Turn["role"], parts: readonly Part[]): Turn {
  return { role, parts };
}

describe("any question, translated, is what a hand would write in the other format", () => {
  test("chat as messages", () => {
    fc.assert(
      fc.property(asked, (one) => {
        expect(chatAsMessages({ ...askOpenai(one, "caller") }, "model")).toEqual(askAnthropic(one, "model"));
      }),
      { numRuns: 1000 },
    );
  });

  test("messages as chat", () => {
    fc.assert(
      fc.property(asked, (one) => {
        expect(messagesAsChat({ ...askAnthropic(one, "caller") }, "model")).toEqual(askOpenai(one, "model"));
      }),
      { numRuns: 1000 },
    );
  });
});
