import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const issue = z.object({
  key: z.string(),
  project: z.string(),
  title: z.string(),
  state: z.enum(["open", "done", "blocked"]),
  customer: z.string(),
  /** What the work came to, or why it is blocked. */
  outcome: z.string(),
  updatedAt: z.string(),
});
export type Issue = z.infer<typeof issue>;

const storeFile = z.object({ issues: z.array(issue) });

export interface IssueStore {
  list(): readonly Issue[];
  open(input: Pick<Issue, "project" | "title" | "customer">): Issue;
  settle(key: string, state: "done" | "blocked", outcome: string): Issue;
}

/** Issues in one JSON file. Each change writes a new file, syncs it and puts it in the old one's place, so a crash leaves either the old state or the new. */
export function openIssueStore(dataDir: string): IssueStore {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "issues.json");
  const issues = read(file);
  const save = () => replaceFile(file, JSON.stringify({ issues }, null, 1));

  return {
    list: () => issues,
    open(input) {
      const opened: Issue = {
        key: `${input.project}-${issues.length + 1}`,
        ...input,
        state: "open",
        outcome: "",
        updatedAt: new Date().toISOString(),
      };
      issues.push(opened);
      save();
      return opened;
    },
    settle(key, state, outcome) {
      const found = issues.find((one) => one.key === key);
      if (!found) throw new Error(`there is no issue ${key}`);
      Object.assign(found, { state, outcome, updatedAt: new Date().toISOString() });
      save();
      return found;
    },
  };
}

function read(file: string): Issue[] {
  try {
    return storeFile.parse(JSON.parse(readFileSync(file, "utf8"))).issues;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw err;
  }
}

function replaceFile(file: string, text: string): void {
  const next = `${file}.next`;
  const handle = openSync(next, "w", 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(next, file);
}
