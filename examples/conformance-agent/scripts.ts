import { Part, TaskState } from "@a2a-js/sdk";

/** One thing that the agent says while it works on a task. */
export type Step =
  | { status: TaskState; text?: string }
  | { artifact: Part[]; id?: string; append?: boolean; lastChunk?: boolean }
  | { waitMs: number };

const text = (value: string) => Part.fromJSON({ text: value });
const FILE = Part.fromJSON({
  raw: Buffer.from("conformance file").toString("base64"),
  filename: "conformance.txt",
  mediaType: "text/plain",
});
const FILE_URL = Part.fromJSON({
  url: "https://example.com/conformance.txt",
  filename: "conformance.txt",
  mediaType: "text/plain",
});
const DATA = Part.fromJSON({ data: { answer: 42, list: ["a", "b"] } });

const working: Step = { status: TaskState.TASK_STATE_WORKING };
const completed: Step = { status: TaskState.TASK_STATE_COMPLETED, text: "Done." };

function withArtifact(part: Part): Step[] {
  return [working, { artifact: [part] }, completed];
}

/** What happens to a message whose id starts so; the first that fits counts. Messages of other ids are answered by a completed task. */
export const SCRIPTS: readonly (readonly [prefix: string, steps: readonly Step[] | "message"])[] = [
  ["tck-complete-task", [working, completed]],
  ["tck-artifact-text", withArtifact(text("conformance text"))],
  ["tck-artifact-file-url", withArtifact(FILE_URL)],
  ["tck-artifact-file", withArtifact(FILE)],
  ["tck-artifact-data", withArtifact(DATA)],
  ["tck-message-response", "message"],
  ["tck-input-required", [working, { status: TaskState.TASK_STATE_INPUT_REQUIRED, text: "Which one?" }]],
  ["tck-auth-required", [working, { status: TaskState.TASK_STATE_AUTH_REQUIRED, text: "Sign in first." }]],
  // Long enough to tell an answer that waits from one that does not.
  ["tck-delayed-complete", [working, { waitMs: 700 }, completed]],
  ["tck-reject-task", [{ status: TaskState.TASK_STATE_REJECTED, text: "Not this one." }]],
  ["tck-stream-001", [working, { artifact: [text("streamed")] }, completed]],
  ["tck-stream-002", "message"],
  [
    "tck-stream-003",
    [working, { artifact: [text("first")] }, { artifact: [text("second")], id: "second" }, completed],
  ],
  [
    "tck-stream-ordering-001",
    [working, { artifact: [text("one")], id: "one" }, { artifact: [text("two")], id: "two" }, completed],
  ],
  ["tck-stream-artifact-text", withArtifact(text("streamed text"))],
  ["tck-stream-artifact-file", withArtifact(FILE)],
  [
    "tck-stream-artifact-chunked",
    [
      working,
      { artifact: [text("chunk one, ")], id: "chunked" },
      { artifact: [text("chunk two, ")], id: "chunked", append: true },
      { artifact: [text("chunk three")], id: "chunked", append: true, lastChunk: true },
      completed,
    ],
  ],
  // Long enough for someone to come back to it.
  ["test-resubscribe-message-id", [working, { waitMs: 2000 }, { artifact: [text("late")] }, completed]],
];

/** The script of a message. */
export function scriptFor(messageId: string): readonly Step[] | "message" {
  return SCRIPTS.find(([prefix]) => messageId.startsWith(prefix))?.[1] ?? [working, completed];
}
