import { Panel } from "../../data/panel";
import { TextBlock } from "../../data/text-block";
import { formatCounted } from "../../format/format-count";
import { VisibleText } from "../../viewers/visible-text";
import classes from "../catalog.module.css";
import type { AgentView } from "../spec.schema";

/** What an agent says it can do, from its card. */
export function AgentSkills({ spec }: { spec: AgentView }) {
  const examples = examplesOf(spec.card);
  return (
    <>
      <Panel title="Skills" aside={formatCounted(spec.skills.length, "skill")}>
        <ul className={classes.items}>
          {spec.skills.map((skill) => (
            <li key={skill.id}>
              <div className={classes.itemName}>
                <h3>
                  <VisibleText text={skill.name || skill.id} />
                </h3>
                <code className={classes.dim}>{skill.id}</code>
              </div>
              <p className={classes.text}>
                <VisibleText text={skill.description} />
              </p>
              {skill.tags.length > 0 ? (
                <ul className={classes.tags} aria-label="Tags">
                  {skill.tags.map((tag) => (
                    <li key={tag}>{tag}</li>
                  ))}
                </ul>
              ) : null}
              {(examples.get(skill.id) ?? []).map((example) => (
                <blockquote key={example} className={classes.example}>
                  <VisibleText text={example} />
                </blockquote>
              ))}
            </li>
          ))}
        </ul>
      </Panel>
      {spec.card ? (
        <Panel title="Card">
          <details className={classes.details}>
            <summary>The card as it was fetched</summary>
            <TextBlock label="Agent card" text={JSON.stringify(spec.card)} />
          </details>
        </Panel>
      ) : null}
    </>
  );
}

const MAX_EXAMPLES = 3;

/** What people may ask, by skill: the card says so in `examples`, which the mesh itself does not need. */
function examplesOf(card: AgentView["card"]): Map<string, string[]> {
  const skills = Array.isArray(card?.skills) ? (card.skills as unknown[]) : [];
  return new Map(
    skills.flatMap((skill) => {
      const { id, examples } = (skill ?? {}) as { id?: unknown; examples?: unknown };
      if (typeof id !== "string" || !Array.isArray(examples)) return [];
      const texts = examples.filter((text): text is string => typeof text === "string" && text !== "");
      return [[id, [...new Set(texts)].slice(0, MAX_EXAMPLES)]] as const;
    }),
  );
}
