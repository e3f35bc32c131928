import { IconAlertTriangle, IconEyeOff, IconShieldCheck } from "@/components/icons";
import type { ToolStates } from "@/lib/registry/get-tool-states.schema";
import { CopyId } from "../../data/copy-id";
import { Panel } from "../../data/panel";
import { TextBlock } from "../../data/text-block";
import { Ago } from "../../data/time";
import { formatCounted } from "../../format/format-count";
import { Mark } from "../../mark/mark";
import { exampleOf } from "../../schema-view/example-of";
import { SchemaView } from "../../schema-view/schema-view";
import { VisibleText } from "../../viewers/visible-text";
import classes from "../catalog.module.css";
import type { McpServerView, ToolView } from "../spec.schema";

/** Tools as they were pinned when the server was registered. One that has changed since is refused, and says so here. */
export function ServerTools({ spec, states }: { spec: McpServerView; states: ToolStates }) {
  const changed = new Set(states.changed);
  return (
    <Panel title="Tools" aside={formatCounted(spec.tools.length, "tool")}>
      <p className={classes.text}>
        Each tool is pinned by its digest as it was when the server was registered.{" "}
        {states.lookedAt ? (
          <>
            Last compared with the server <Ago at={states.lookedAt} />.
          </>
        ) : (
          "Nobody has used the server since the mesh started, so nothing has been compared yet."
        )}
      </p>
      {states.unknown.length > 0 ? (
        <p className={classes.warning}>
          <IconEyeOff size={14} aria-hidden /> The server also shows{" "}
          <VisibleText text={states.unknown.slice(0, 5).join(", ")} />
          {states.unknown.length > 5 ? ` and ${states.unknown.length - 5} more` : ""}. Nobody has approved{" "}
          {states.unknown.length === 1 ? "it" : "them"}, so the mesh hides{" "}
          {states.unknown.length === 1 ? "it" : "them"} from callers. Register the server again to approve
          what it shows now.
        </p>
      ) : null}
      <ul className={classes.items}>
        {spec.tools.map((tool) => (
          <li key={tool.name}>
            <Tool tool={tool} changed={changed.has(tool.name)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Tool({ tool, changed }: { tool: ToolView; changed: boolean }) {
  return (
    <>
      <div className={classes.itemName}>
        <h3>
          <VisibleText text={tool.name} />
        </h3>
        {tool.title && tool.title !== tool.name ? (
          <span className={classes.dim}>
            <VisibleText text={tool.title} />
          </span>
        ) : null}
        {changed ? (
          <Mark label="Changed, refused" tone="failed" icon={IconAlertTriangle} />
        ) : (
          <Mark label="Pinned" tone="ok" icon={IconShieldCheck} />
        )}
        <CopyId id={tool.digest} what={`digest of ${tool.name}`} />
      </div>
      {changed ? (
        <p className={classes.warning}>
          The server now describes this tool in another way than was approved, or no longer offers it. The
          mesh hides it and refuses calls to it until somebody looks at the new definition and registers the
          server again.
        </p>
      ) : null}
      {tool.description ? (
        <p className={classes.text}>
          <VisibleText text={tool.description} />
        </p>
      ) : null}
      <Hints annotations={tool.annotations} />
      <details className={classes.details}>
        <summary>Arguments and schema</summary>
        <SchemaView
          schema={tool.inputSchema}
          label={`Arguments of ${tool.name}`}
          empty="It takes no arguments."
        />
        <TextBlock
          label={`Example arguments of ${tool.name}`}
          language="Example"
          text={JSON.stringify(exampleOf(tool.inputSchema), null, 2)}
        />
        {tool.outputSchema ? (
          <>
            <h4 className={classes.part}>Answer</h4>
            <SchemaView
              schema={tool.outputSchema}
              label={`Answer of ${tool.name}`}
              empty="Nothing is said of it."
            />
          </>
        ) : null}
        <TextBlock label={`Input schema of ${tool.name}`} text={JSON.stringify(tool.inputSchema)} />
      </details>
    </>
  );
}

const HINTS: readonly (readonly [name: string, when: boolean, text: string])[] = [
  ["readOnlyHint", true, "reads only"],
  ["destructiveHint", true, "may destroy"],
  ["idempotentHint", true, "can be repeated"],
  ["openWorldHint", true, "reaches outside"],
];

/** What the server says of its tool; a claim, not a fact. */
function Hints({ annotations = {} }: { annotations?: Record<string, unknown> | undefined }) {
  const said = HINTS.filter(([name, when]) => annotations[name] === when).map(([, , text]) => text);
  if (said.length === 0) return null;
  return (
    <ul className={classes.tags} aria-label="What the server says of it">
      {said.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
