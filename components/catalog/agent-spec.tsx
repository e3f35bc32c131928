import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { formatCounted } from "../format/format-count";
import classes from "./catalog.module.css";
import { type AgentView, authName } from "./spec.schema";

export function AgentSpecView({ spec }: { spec: AgentView }) {
  return (
    <>
      <Panel title="Skills" aside={formatCounted(spec.skills.length, "skill")}>
        <ul className={classes.items}>
          {spec.skills.map((skill) => (
            <li key={skill.id}>
              <div className={classes.itemName}>
                <h3>{skill.name || skill.id}</h3>
                <code className={classes.dim}>{skill.id}</code>
              </div>
              <p className={classes.text}>{skill.description}</p>
              {skill.tags.length > 0 ? (
                <ul className={classes.tags}>
                  {skill.tags.map((tag) => (
                    <li key={tag}>{tag}</li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Endpoint">
        <Facts
          items={[
            ...spec.interfaces.map(
              (face) => [`${face.binding} ${face.version}`, <code key={face.url}>{face.url}</code>] as const,
            ),
            ["Card", <code key="card">{spec.cardUrl}</code>],
            ["Streaming", spec.streaming ? "Yes" : "No"],
            ["Push", spec.pushNotifications ? "Yes" : "No"],
            ["Credential", authName(spec.auth)],
          ]}
        />
      </Panel>
    </>
  );
}
