import { isRecord } from "@/lib/core/is-record";
import type { AssetKind, SpecOf } from "../kinds";
import type { ChangeLine } from "./change-line.schema";
import { describeAgent, describeApi, describeMcpServer, describeStream } from "./describe-callable";
import {
  describeDataset,
  describeGoldenExamples,
  describePrompt,
  describeSuite,
  describeWorkflow,
} from "./describe-content";
import { describePolicyChange, describePriceTable } from "./describe-rules";
import { jsonLines } from "./json-lines";

/**
 * Says what differs between two versions of an asset, in words, the parts that matter most first. Every difference of content is in some line: what a kind has no words of its own for is told member by member.
 * @param before undefined for a first version
 */
export function describeChange<K extends AssetKind>(
  kind: K,
  before: SpecOf<K> | undefined,
  after: SpecOf<K>,
): ChangeLine[] {
  const own = DESCRIBE[kind];
  const told = new Set<string>(own?.tells ?? []);
  const rest = (spec: unknown) =>
    isRecord(spec) ? Object.fromEntries(Object.entries(spec).filter(([name]) => !told.has(name))) : {};
  return [
    ...(own?.describe((before ?? {}) as never, after as never) ?? []),
    ...jsonLines("", rest(before), rest(after)),
  ];
}

interface Describer<K extends AssetKind> {
  /** Members of the spec that it has words for. */
  tells: readonly (keyof SpecOf<K> & string)[];
  describe(before: Partial<SpecOf<K>>, after: SpecOf<K>): ChangeLine[];
}

const DESCRIBE: { [K in AssetKind]?: Describer<K> } = {
  agent: { tells: ["skills", "interfaces", "permitted", "signedBy", "card"], describe: describeAgent },
  "mcp-server": { tells: ["tools", "instructions"], describe: describeMcpServer },
  api: { tells: ["operations", "document"], describe: describeApi },
  stream: { tells: ["channels", "document"], describe: describeStream },
  workflow: { tells: ["steps", "input"], describe: describeWorkflow },
  prompt: { tells: ["messages", "variables", "tests"], describe: describePrompt },
  policy: { tells: ["text", "guardrail", "tests"], describe: describePolicyChange },
  dataset: { tells: ["itemSchema", "splits", "items"], describe: describeDataset },
  "golden-examples": { tells: ["inputSchema", "outputSchema", "examples"], describe: describeGoldenExamples },
  suite: { tells: ["checks"], describe: describeSuite },
  "price-table": { tells: ["entries"], describe: describePriceTable },
};
