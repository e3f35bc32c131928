import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import { formatCounted } from "../format/format-count";
import classes from "./catalog.module.css";
import { authName, type McpServerView } from "./spec.schema";

/** Tools as they were pinned when the server was registered: a later difference suspends the tool. */
export function McpServerSpecView({ spec }: { spec: McpServerView }) {
  return (
    <>
      <Panel title="Tools" aside={formatCounted(spec.tools.length, "tool")}>
        <ul className={classes.items}>
          {spec.tools.map((tool) => (
            <li key={tool.name}>
              <div className={classes.itemName}>
                <h3>{tool.name}</h3>
                {tool.title && tool.title !== tool.name ? (
                  <span className={classes.dim}>{tool.title}</span>
                ) : null}
                <CopyId id={tool.digest} what={`digest of ${tool.name}`} />
              </div>
              {tool.description ? <p className={classes.text}>{tool.description}</p> : null}
              <details className={classes.details}>
                <summary>Schema</summary>
                <TextBlock label={`Input of ${tool.name}`} text={JSON.stringify(tool.inputSchema)} />
                {tool.outputSchema ? (
                  <TextBlock label={`Output of ${tool.name}`} text={JSON.stringify(tool.outputSchema)} />
                ) : null}
              </details>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Endpoint">
        <Facts
          items={[
            ["Address", <code key="url">{spec.url}</code>],
            ["Revisions", spec.revisions.join(", ")],
            ["Credential", authName(spec.auth)],
          ]}
        />
      </Panel>
      {spec.instructions ? (
        <Panel title="Instructions">
          <TextBlock label="Instructions of the server" text={spec.instructions} />
        </Panel>
      ) : null}
    </>
  );
}
