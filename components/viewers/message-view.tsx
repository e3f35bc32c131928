import { IconAlertTriangle, IconArrowRight, IconFile } from "@/components/icons";
import { Facts } from "../data/facts";
import { isStructured } from "./json-access";
import type { Part, Reading, Turn } from "./read/reading";
import { StructuredText } from "./structured-text";
import { TextView } from "./text-view";
import classes from "./viewers.module.css";
import { VisibleText } from "./visible-text";

/** A message as a conversation: who said what, which tools were asked for and what they answered. */
export function MessageView({ reading }: { reading: Reading }) {
  return (
    <div className={classes.message}>
      {reading.facts.length > 0 ? (
        <Facts
          items={reading.facts.map(([label, value]) => [label, <VisibleText key={label} text={value} />])}
        />
      ) : null}
      {reading.failure ? (
        <div className={classes.failure} role="note">
          <p>
            <IconAlertTriangle size={14} aria-hidden /> <code>{reading.failure.code}</code>
          </p>
          <p>
            <VisibleText text={reading.failure.message} />
          </p>
          {reading.failure.details ? <StructuredText text={reading.failure.details} label="Details" /> : null}
        </div>
      ) : null}
      {reading.turns.map((turn, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns have no identity of their own and never move.
        <TurnView key={index} turn={turn} />
      ))}
      {reading.turns.length === 0 && !reading.failure && reading.facts.length === 0 ? (
        <p className={classes.dim}>No content.</p>
      ) : null}
    </div>
  );
}

function TurnView({ turn }: { turn: Turn }) {
  return (
    <section className={classes.turn} data-who={turn.who} aria-label={turn.who}>
      <p className={classes.who}>
        <VisibleText text={turn.who} />
      </p>
      <div className={classes.parts}>
        {turn.parts.length === 0 ? <p className={classes.dim}>Nothing.</p> : null}
        <Parts parts={turn.parts} />
      </div>
    </section>
  );
}

function Parts({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity of their own and never move.
    <PartView key={index} part={part} />
  ));
}

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case "text":
      return isStructured(part.text) ? (
        <StructuredText text={part.text} label="Data" />
      ) : (
        <TextView text={part.text} />
      );
    case "thought":
      return (
        <details className={classes.details}>
          <summary>Reasoning</summary>
          <TextView text={part.text} />
        </details>
      );
    case "data":
      return <StructuredText text={part.text} label="Data" />;
    case "call":
      return (
        <div className={classes.toolCall}>
          <p className={classes.toolName}>
            <IconArrowRight size={14} aria-label="asks for" /> <VisibleText text={part.name} />
            {part.id ? <code className={classes.dim}>{part.id}</code> : null}
          </p>
          <StructuredText text={part.input} label={`Input of ${part.name}`} />
        </div>
      );
    case "result":
      return (
        <div className={classes.toolCall} data-failed={part.failed || undefined}>
          {part.of || part.failed ? (
            <p className={classes.toolName}>
              {part.failed ? <IconAlertTriangle size={14} aria-hidden /> : null}
              {part.failed ? "The tool failed" : "Answer"}
              {part.of ? <code className={classes.dim}>to {part.of}</code> : null}
            </p>
          ) : null}
          <Parts parts={part.parts} />
        </div>
      );
    case "media":
      return (
        <p className={classes.media}>
          <IconFile size={14} aria-hidden /> <VisibleText text={part.words} />
        </p>
      );
    default:
      return part satisfies never;
  }
}
