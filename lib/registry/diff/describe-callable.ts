import type { SpecOf } from "../kinds";
import type { PinnedTool } from "../kinds/mcp-server";
import type { ChangeLine } from "./change-line.schema";
import { jsonLines } from "./json-lines";
import { partLines } from "./part-lines";
import { schemaWords } from "./schema-words";
import { isSame, valueWords } from "./value-words";

/** What differs between two versions of an agent: what it can do, where it answers, what it is permitted. */
export function describeAgent(before: Partial<SpecOf<"agent">>, after: SpecOf<"agent">): ChangeLine[] {
  return [
    ...partLines(
      {
        path: "skills",
        key: ({ id }) => id,
        name: ({ id, name }) => `Skill ${name || id}`,
        about: ({ description }) => description.slice(0, 200),
        detail: (was, is) => [
          ...(was.name === is.name ? [] : [`it is called ${valueWords(is.name)} now`]),
          ...(was.description === is.description ? [] : ["another description"]),
          ...(isSame(was.tags, is.tags) ? [] : [`tags ${valueWords(is.tags)}, were ${valueWords(was.tags)}`]),
        ],
      },
      before.skills,
      after.skills,
    ),
    ...partLines(
      {
        path: "interfaces",
        key: ({ url, binding }) => `${binding} ${url}`,
        name: ({ url, binding, version }) => `Interface ${binding} ${version} at ${url}`,
        detail: (was, is) => [`speaks ${is.version} now, spoke ${was.version}`],
      },
      before.interfaces,
      after.interfaces,
    ),
    ...jsonLines("permitted", before.permitted, after.permitted),
    ...jsonLines("prompts", before.prompts, after.prompts),
    ...jsonLines("suites", before.suites, after.suites),
    ...keyLines(before.signedBy, after.signedBy),
    ...jsonLines("card", before.card, after.card),
  ];
}

function keyLines(before: SpecOf<"agent">["signedBy"], after: SpecOf<"agent">["signedBy"]): ChangeLine[] {
  if (isSame(before, after)) return [];
  const path = "signedBy";
  if (!after) return [{ change: "removed", path, text: "The card is no longer signed" }];
  if (!before) return [{ change: "added", path, text: `The card is signed by ${after.kid}` }];
  const text =
    before.thumbprint === after.thumbprint
      ? `The key that signs the card is found elsewhere: ${after.kid} from ${after.keySource}`
      : `Another key signs the card: ${after.kid} from ${after.keySource}`;
  return [{ change: "changed", path, text }];
}

/** What differs between two versions of an MCP server: its tools, word by word and argument by argument, and what it tells models. */
export function describeMcpServer(
  before: Partial<SpecOf<"mcp-server">>,
  after: SpecOf<"mcp-server">,
): ChangeLine[] {
  return [
    ...partLines(
      {
        path: "tools",
        key: ({ name }) => name,
        name: ({ name }) => `Tool ${name}`,
        about: ({ description = "" }) => description.slice(0, 200),
        detail: toolWords,
      },
      before.tools,
      after.tools,
    ),
    ...jsonLines("instructions", before.instructions, after.instructions),
  ];
}

function toolWords(was: PinnedTool, is: PinnedTool): string[] {
  const words = schemaWords(was.inputSchema, is.inputSchema);
  if (was.title !== is.title) words.unshift(`it is called ${valueWords(is.title)} now`);
  if (was.description !== is.description) words.unshift("another description, which models read");
  if (!isSame(was.outputSchema, is.outputSchema)) words.push("another form of answers");
  words.push(...jsonLines("hint", was.annotations, is.annotations).map(({ text }) => text));
  words.push(...jsonLines("access", was.access, is.access).map(({ text }) => text));
  return words;
}

/** What differs between two versions of an API: which operations, and what the document says of them. */
export function describeApi(before: Partial<SpecOf<"api">>, after: SpecOf<"api">): ChangeLine[] {
  const operations = partLines(
    {
      path: "operations",
      key: ({ method, path }) => `${method} ${path}`,
      name: ({ method, path }) => `Operation ${method} ${path}`,
      about: ({ summary = "" }) => summary,
      detail: (was, is) => [
        ...(was.digest === is.digest ? [] : ["the document says something else of it"]),
        ...(was.id === is.id ? [] : [`its id is ${is.id} now, was ${was.id}`]),
      ],
    },
    before.operations,
    after.operations,
  );
  return [...operations, ...jsonLines("document", before.document, after.document)];
}

/** What differs between two versions of a stream: which channels, and what the document says of them. */
export function describeStream(before: Partial<SpecOf<"stream">>, after: SpecOf<"stream">): ChangeLine[] {
  const channels = partLines(
    {
      path: "channels",
      key: ({ id }) => id,
      name: ({ id }) => `Channel ${id}`,
      about: ({ address, actions }) =>
        `${actions.join(" and ") || "nothing is done"} at ${address ?? "an address of the moment"}`,
      detail: (was, is) => [
        ...(was.address === is.address
          ? []
          : [`at ${valueWords(is.address)} now, was ${valueWords(was.address)}`]),
        ...(isSame(was.actions, is.actions)
          ? []
          : [`${valueWords(is.actions)} now, was ${valueWords(was.actions)}`]),
        ...(isSame(was.messages, is.messages)
          ? []
          : [`messages ${valueWords(is.messages)} now, were ${valueWords(was.messages)}`]),
      ],
    },
    before.channels,
    after.channels,
  );
  return [...channels, ...jsonLines("document", before.document, after.document)];
}
