import type { Completion } from "./completions";
import classes from "./query.module.css";

/** The list below the input. It never has the focus: the input says which option is meant. */
export function CompletionList(props: {
  id: string;
  options: readonly Completion[];
  active: number;
  onTake: (option: Completion) => void;
}) {
  const { id, options, active } = props;
  return (
    <div id={`${id}-list`} role="listbox" aria-label="Completions" className={classes.completions}>
      {options.map((option, nth) => (
        // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant of the combobox points here; the focus stays in the input.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's.
        <div
          key={`${option.group} ${option.label}`}
          id={`${id}-${nth}`}
          role="option"
          aria-selected={nth === active}
          className={classes.completion}
          // The focus must not leave the input, or the list would close before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onTake(option)}
        >
          <span className={classes.completionLabel}>{option.label}</span>
          <span className={classes.completionHint}>
            {option.group === "Recent" ? "used before" : option.hint}
          </span>
        </div>
      ))}
    </div>
  );
}
