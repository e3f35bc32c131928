import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import { AgentSpecView } from "./agent-spec";
import { McpServerSpecView } from "./mcp-server-spec";
import { ModelSpecView } from "./model-spec";
import { PolicySpecView } from "./policy-spec";
import { agentView, mcpServerView, modelView, policyView } from "./spec.schema";

/** What an asset offers, by its kind. A spec of a shape that this version does not know is shown as it is. */
export function SpecView({ kind, spec }: { kind: string; spec: unknown }) {
  return (
    known(kind, spec) ?? (
      <Panel title="Specification">
        <TextBlock label="Specification" text={JSON.stringify(spec ?? null)} />
      </Panel>
    )
  );
}

function known(kind: string, spec: unknown) {
  switch (kind) {
    case "agent": {
      const parsed = agentView.safeParse(spec).data;
      return parsed && <AgentSpecView spec={parsed} />;
    }
    case "mcp-server": {
      const parsed = mcpServerView.safeParse(spec).data;
      return parsed && <McpServerSpecView spec={parsed} />;
    }
    case "model": {
      const parsed = modelView.safeParse(spec).data;
      return parsed && <ModelSpecView spec={parsed} />;
    }
    case "policy": {
      const parsed = policyView.safeParse(spec).data;
      return parsed && <PolicySpecView spec={parsed} />;
    }
    default:
      return undefined;
  }
}
