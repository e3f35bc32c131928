import type { ImportedAsset, Importer } from "./importer";
import { listIn, objectIn, type Path, type Reading, textIn } from "./reading";

/** Solace Agent Mesh YAML. Its agents answer over a broker, so what comes over are their instructions as prompts; the agents themselves are registered through a gateway that speaks A2A over HTTP. */
export const solaceAgentMesh: Importer = {
  fits: (document) =>
    listIn(document.apps).some((app) => {
      const config = objectIn(objectIn(app).app_config);
      return "agent_name" in config || "workflow" in config;
    }),
  read(reading) {
    reading.take(["log"], "unsupported", "", "A setting of the program.");
    reading.take(["shared_config"], "unsupported", "", "Anchors are resolved where they are used.");
    return [...listIn(reading.at(["apps"])).keys()].flatMap((nth) => appOf(reading, ["apps", nth]));
  },
};

function appOf(reading: Reading, app: Path): ImportedAsset[] {
  const at = [...app, "app_config"];
  const config = objectIn(reading.at(at));
  const name = textIn(config.agent_name, 100) || textIn(reading.at([...app, "name"]), 100);
  reading.take([...app, "broker"], "unsupported", "", "The mesh does not speak with the broker.");
  for (const member of ["app_module", "app_base_path"])
    reading.take([...app, member], "unsupported", "", "A setting of the program.");
  reading.take([...at, "workflow"], "manual", "", "Write it as an asset of kind workflow.");
  reading.take(
    [...at, "agent_card"],
    "manual",
    "",
    "Publish the agent through a gateway that speaks A2A over HTTP, and register it by its card.",
  );
  reading.take([...at, "model"], "manual", "", "Register the model by its address.");
  for (const member of ["tools", "mcp_servers"])
    reading.take(
      [...at, member],
      "manual",
      "",
      "Register MCP servers by their addresses; other tools are part of the program.",
    );
  const instruction = typeof config.instruction === "string" ? config.instruction.slice(0, 100_000) : "";
  if (!instruction.trim()) return [];
  const title = textIn(config.display_name, 200) || name;
  reading.take([...at, "agent_name"], "exact", "name");
  reading.take([...at, "display_name"], "exact", "title");
  reading.take([...at, "instruction"], "exact", "messages");
  const description = textIn(objectIn(config.agent_card).description);
  const spec = { messages: [{ role: "system", content: instruction }] };
  return [{ kind: "prompt", name: `${name}-instruction`, title: `${title}, instruction`, description, spec }];
}
