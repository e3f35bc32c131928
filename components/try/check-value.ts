import { at } from "../viewers/json-access";
import type { JsonNode } from "../viewers/parse-json-source";
import { describeSchema, type Shape } from "./describe-schema";
import type { JsonPath } from "./edit-json";

/** Something that the callee will probably refuse. */
export interface Problem {
  path: JsonPath;
  message: string;
}

const MAX_PROBLEMS = 50;

/** Holds a value to its schema as far as a form shows it. Patterns are not run: a stranger's pattern can keep an engine busy for years. */
export function checkValue(schema: JsonNode, value: JsonNode | undefined): Problem[] {
  const problems: Problem[] = [];
  const visit = (part: JsonNode | undefined, node: JsonNode | undefined, path: JsonPath, depth: number) => {
    if (problems.length >= MAX_PROBLEMS || node === undefined) return;
    const shape = describeSchema(part, schema, depth);
    const message = problemOf(shape, node);
    if (message) problems.push({ path, message });
    else if (shape.kind === "list" && node.kind === "array") {
      node.items.forEach((item, index) => void visit(shape.item, item, [...path, index], depth + 1));
    } else if (shape.kind === "object" && node.kind === "object") {
      for (const member of shape.members) {
        const found = at(node, member.name);
        const inner = [...path, member.name];
        if (found) visit(member.schema, found, inner, depth + 1);
        else if (member.required) problems.push({ path: inner, message: "This is required." });
      }
    }
  };
  visit(schema, value, [], 0);
  return problems;
}

function problemOf(shape: Shape, node: JsonNode): string | undefined {
  switch (shape.kind) {
    case "text": {
      if (node.kind !== "string") return "This must be a text.";
      const { length } = [...node.value];
      if (length < (shape.minLength ?? 0)) return `At least ${shape.minLength} characters.`;
      return length > (shape.maxLength ?? length) ? `At most ${shape.maxLength} characters.` : undefined;
    }
    case "number": {
      if (node.kind !== "number") return "This must be a number.";
      const value = Number(node.source);
      if (shape.whole && !Number.isInteger(value)) return "This must be a whole number.";
      if (value < (shape.minimum ?? value)) return `At least ${shape.minimum}.`;
      return value > (shape.maximum ?? value) ? `At most ${shape.maximum}.` : undefined;
    }
    case "boolean":
      return node.source === "true" || node.source === "false" ? undefined : "This must be true or false.";
    case "choice":
      return shape.options.includes(node.source) ? undefined : `One of ${shape.options.join(", ")}.`;
    case "list":
      if (node.kind !== "array") return "This must be a list.";
      if (node.items.length < (shape.minItems ?? 0)) return `At least ${shape.minItems} items.`;
      return node.items.length > (shape.maxItems ?? node.items.length)
        ? `At most ${shape.maxItems} items.`
        : undefined;
    case "object":
      return node.kind === "object" ? undefined : "This must be an object.";
    case "json":
      return undefined;
    default:
      return shape satisfies never;
  }
}
