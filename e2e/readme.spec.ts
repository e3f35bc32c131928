import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "playwright/test";

const run = promisify(execFile);
const root = process.cwd();
/** The mesh is ready before its samples are registered; a person reads the banner, which comes after both. */
const UNTIL_SAMPLES_ARE_THERE = { timeout: 45_000, intervals: [500] };
const FENCE = /^```(\w+) run\n([\s\S]*?)^```$/gm;

/** Blocks of a page that say `run` behind their language, as they stand but for this run's address and data folder. */
function snippets(page = "README.md"): { language: string; code: string }[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(FENCE)].map(([, language = "", code = ""]) => ({
    language,
    code: code
      .replaceAll("localhost:7400", `localhost:${process.env.E2E_PORT}`)
      .replaceAll(".signalbox/", `${process.env.E2E_HOME}/`),
  }));
}

async function output(language: string, code: string): Promise<string> {
  if (language === "bash") return (await run("bash", ["-euo", "pipefail", "-c", code], { cwd: root })).stdout;
  // Inside the project, so that the snippet finds its packages.
  const file = join(root, "node_modules", ".cache", `readme-${process.pid}.mjs`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  try {
    return (await run(process.execPath, [file], { cwd: root })).stdout;
  } finally {
    rmSync(file);
  }
}

test.describe("your first five minutes", () => {
  test("show a call that is allowed and one whose tool is refused, as the page has them", async () => {
    const code = snippets("docs/start.md")
      .map((one) => one.code)
      .join("\n");
    await expect(async () => {
      const answers = await output("bash", code);
      expect(answers).toContain("TASK_STATE_COMPLETED");
      expect(answers).toContain("policy_denied");
    }).toPass(UNTIL_SAMPLES_ARE_THERE);
  });
});

test.describe("the README", () => {
  test("shows a first governed call with curl that works", async () => {
    const [curl] = snippets().filter(({ language }) => language === "bash");
    await expect(async () => {
      const answer = JSON.parse(await output("bash", curl?.code ?? ""));
      expect(answer.result.task.status.state).toBe("TASK_STATE_COMPLETED");
    }).toPass(UNTIL_SAMPLES_ARE_THERE);
  });

  test("shows a first governed call with an SDK that works", async () => {
    const [js] = snippets().filter(({ language }) => language === "js");
    await expect(async () => {
      expect(await output("js", js?.code ?? "")).toContain("is done.");
    }).toPass(UNTIL_SAMPLES_ARE_THERE);
  });
});

test("a job records what came of a suite with the commands of the page about certification", async () => {
  const code = snippets("docs/certification.md")
    .map((one) => one.code)
    .join("\n");
  await expect(async () => {
    const answers = await output("bash", code);
    expect(answers).toContain('"verdict":"passed","share":0.5,"passAt":0.5');
    expect(answers).toContain('"recorded":true');
  }).toPass(UNTIL_SAMPLES_ARE_THERE);
});
