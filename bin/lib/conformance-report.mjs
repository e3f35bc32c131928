/**
 * What one suite came to: a result, or what it lacked.
 * @typedef {{ ranAt: string, missing?: string, result?: import("../../conformance/suite").SuiteResult }} Outcome
 */

/**
 * What the suites found, as the text of docs/conformance.md.
 * @param {Record<string, Outcome>} outcomes by suite
 */
export function renderConformance(outcomes) {
  const names = Object.keys(outcomes);
  return [
    "# Conformance",
    "Written by `npm run conformance [name ...]`; the records behind it are in `conformance.json`. _Expected_ are tests that do not pass for a reason that is given below; one that begins to pass fails the suite until it leaves the list. A suite that could not run where the command was called counts as nothing.",
    table(
      ["Suite", "State", "Passed", "Expected", "Failed", "Figures", "Against", "Ran"],
      names.map((name) => summary(name, outcomes[name])),
    ),
    ...names.map((name) => section(name, outcomes[name])),
  ]
    .join("\n\n")
    .concat("\n");
}

/**
 * @param {Outcome} outcome
 * @returns {"passed" | "failed" | "not run"}
 */
export function stateOf({ missing, result }) {
  if (missing !== undefined || !result) return "not run";
  return result.failures.length > 0 ? "failed" : "passed";
}

function summary(name, outcome) {
  const { result, ranAt } = outcome;
  const head = [`[${name}](#${name})`, stateOf(outcome)];
  if (!result) return [...head, "", "", "", "", "", ranAt];
  const counts = [result.passed, result.expected.length, result.failures.length];
  const figures = Object.fromEntries(Object.entries(result.figures ?? {}).slice(0, HEADLINES));
  return [...head, ...counts, pairs(figures), pairs(result.versions, " "), ranAt];
}

/** How many figures of a suite stand in the summary; its section has all. */
const HEADLINES = 4;

function section(name, { missing, result }) {
  if (!result) return `## ${name}\n\nCould not run: ${missing}.`;
  const parts = [`## ${name}`, `**${result.title}.** ${result.what}`.trim()];
  if (result.figures && Object.keys(result.figures).length > 0)
    parts.push(table(["Figure", "Value"], Object.entries(result.figures)));
  if (result.failures.length > 0)
    parts.push("### Failed", table(["Test", "What happened"], result.failures.map(row)));
  if (result.expected.length > 0)
    parts.push("### Expected", table(["Test", "Why it does not pass"], result.expected.map(row)));
  if (result.details) parts.push("### Test by test", table(result.details.head, result.details.rows));
  return parts.join("\n\n");
}

function row({ id, why }) {
  return [`\`${id}\``, why];
}

function pairs(record = {}, between = ": ") {
  return Object.entries(record)
    .map(([name, value]) => `${name}${between}${value}`)
    .join("; ");
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A bar or a line break would end the cell, and a tag would be one in the page. */
function cell(value) {
  return String(value)
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll(/\s*\n\s*/g, " / ");
}
