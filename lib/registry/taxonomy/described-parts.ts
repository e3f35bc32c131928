import type { AgentSpec } from "../kinds/agent";
import type { McpServerSpec } from "../kinds/mcp-server";
import type { DescribedParts } from "./suggest-terms";

interface Texts {
  title?: string | undefined;
  description?: string | undefined;
  tags?: readonly string[] | undefined;
}

/** What an agent says of itself, in its card and beside it. */
export function partsOfAgent(
  { title, description, tags = [] }: Texts,
  spec: Pick<AgentSpec, "skills">,
): DescribedParts {
  const { skills } = spec;
  return {
    names: [title ?? "", ...tags, ...skills.flatMap(({ name, tags: own }) => [name, ...own])],
    texts: [description ?? "", ...skills.map((skill) => skill.description)],
  };
}

/** What a server says of itself and of its tools. */
export function partsOfServer(
  { title, description, tags = [] }: Texts,
  spec: Pick<McpServerSpec, "tools" | "instructions">,
): DescribedParts {
  return {
    names: [title ?? "", ...tags],
    texts: [
      description ?? "",
      spec.instructions ?? "",
      // Verbs such as get, add and search stand in the names of all kinds of tools.
      ...spec.tools.flatMap((tool) => [`${tool.name} ${tool.title ?? ""}`, tool.description ?? ""]),
    ],
  };
}
