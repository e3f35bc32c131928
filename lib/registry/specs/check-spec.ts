import type { AssetKind, SpecOf } from "../kinds";
import type { McpServerSpec } from "../kinds/mcp-server";
import type { PromptSpec } from "../kinds/prompt";
import type { AssetReference } from "../parse-reference";
import { checkPrompt } from "../prompts/check-prompt";
import { toolDigest } from "../tool-digest";
import { checkDataset, checkGoldenExamples, checkSuite, checkWorkflow } from "./check-data";
import { checkApi, checkStream } from "./check-documents";
import type { SpecIssue } from "./issue";
import { referencesOf } from "./references";

/** What a spec is checked against: the assets that there are. */
export interface SpecSurroundings {
  /** The spec of the version that a reference names; undefined when there is none. */
  find(reference: AssetReference): Promise<{ spec: unknown } | undefined>;
}

/** What is wrong with a spec that has the right form: documents that are none, values that do not fit, tests that fail, assets that are not there. */
export async function checkSpec<K extends AssetKind>(
  kind: K,
  name: string,
  spec: SpecOf<K>,
  surroundings: SpecSurroundings,
): Promise<SpecIssue[]> {
  const inside = await CHECKS[kind](spec as never, surroundings);
  const outside = await Promise.all(
    referencesOf(kind, spec).map(async (reference): Promise<SpecIssue[]> => {
      const { path, kind: of, name: named } = reference;
      if (of === kind && named === name) return [{ path, message: "It names itself." }];
      const wanted = WANTED[`${kind}.${path.split(".")[0]}`];
      if (wanted && !wanted.includes(of))
        return [{ path, message: `One of these is wanted: ${wanted.join(", ")}.` }];
      // A prompt's own check says what is wrong with what it includes.
      if (kind === "prompt") return [];
      return (await surroundings.find(reference))
        ? []
        : [{ path, message: `There is no ${of} ${wordsFor(reference)}.` }];
    }),
  );
  return [...inside, ...outside.flat()];
}

/** Kinds that a place may name. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  "workflow.steps": ["agent", "mcp-server", "model", "api", "stream", "workflow"],
  "suite.cases": ["dataset", "golden-examples"],
  "budget.scope": ["agent", "mcp-server", "model", "api", "stream", "workflow"],
  "limit.scope": ["agent", "mcp-server", "model", "api", "stream", "workflow"],
};

type Check<K extends AssetKind> = (
  spec: SpecOf<K>,
  surroundings: SpecSurroundings,
) => readonly SpecIssue[] | Promise<readonly SpecIssue[]>;

const nothing = () => [];

const CHECKS: { [K in AssetKind]: Check<K> } = {
  agent: nothing,
  "mcp-server": checkTools,
  model: nothing,
  api: checkApi,
  stream: checkStream,
  workflow: checkWorkflow,
  prompt: (spec, { find }) =>
    checkPrompt(spec, async (reference) => {
      const found = await find({ kind: "prompt", ...reference });
      return found?.spec as PromptSpec | undefined;
    }),
  // Cedar is checked by the validator of the policies in force, which save-policy and put-asset ask.
  policy: nothing,
  "review-rule": nothing,
  dataset: checkDataset,
  "golden-examples": checkGoldenExamples,
  suite: checkSuite,
  "price-table": nothing,
  budget: nothing,
  limit: nothing,
};

/** A pinned tool whose digest is not that of its definition would be refused at its first call, or hide a change. */
function checkTools({ tools }: McpServerSpec): SpecIssue[] {
  return tools.flatMap((tool, at): SpecIssue[] =>
    toolDigest(tool) === tool.digest
      ? []
      : [
          {
            path: `tools.${at}.digest`,
            message: `It is not the digest of ${tool.name}: ${toolDigest(tool)} is.`,
          },
        ],
  );
}

function wordsFor({ name, at }: AssetReference): string {
  switch (at.by) {
    case "live":
      return name;
    case "latest":
      return `${name}@latest`;
    case "label":
      return `${name} with the label ${at.label}`;
    case "version":
      return `${name} of version ${at.version}`;
    case "digest":
      return `${name} with a digest that begins ${at.prefix}`;
    default:
      return at satisfies never;
  }
}
