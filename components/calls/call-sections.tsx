import classes from "./call-view.module.css";

/** The parts of the page, each with an address of its own. */
export function CallSections({
  sections,
}: {
  sections: readonly (readonly [anchor: string, title: string])[];
}) {
  return (
    <nav className={classes.sections} aria-label="On this page">
      {sections.map(([anchor, title]) => (
        <a key={anchor} href={`#${anchor}`}>
          {title}
        </a>
      ))}
    </nav>
  );
}
