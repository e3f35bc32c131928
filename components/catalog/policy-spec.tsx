import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import classes from "./catalog.module.css";
import type { PolicyView } from "./spec.schema";

export function PolicySpecView({ spec }: { spec: PolicyView }) {
  return (
    <Panel title="Policies" aside={spec.guardrail ? "Guardrail of the whole mesh" : "Policy of its domain"}>
      {spec.guardrail ? (
        <p className={classes.text}>A guardrail forbids for everyone; no domain can loosen it.</p>
      ) : null}
      <TextBlock label="Policy text" text={spec.text} language="Cedar" />
    </Panel>
  );
}
