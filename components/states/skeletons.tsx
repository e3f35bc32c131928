import classes from "./states.module.css";

const keys = (count: number) => Array.from({ length: count }, (_, at) => at);

/** A list that is on its way. */
export function ListSkeleton({ rows = 14 }: { rows?: number }) {
  return (
    <div aria-busy="true">
      <span role="status" aria-label="Loading" />
      <span className={classes.bone} data-size="title" />
      <div className={classes.rows}>
        {keys(rows).map((key) => (
          <div key={key} className={classes.row}>
            <span className={classes.bone} />
            <span className={classes.bone} data-size="half" />
            <span className={classes.bone} data-size="third" />
            <span className={classes.bone} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** A page of panels that is on its way. */
export function DetailSkeleton({ panels = 3 }: { panels?: number }) {
  return (
    <div aria-busy="true">
      <span role="status" aria-label="Loading" />
      <span className={classes.bone} data-size="title" />
      <div className={classes.panels}>
        {keys(panels).map((key) => (
          <div key={key} className={classes.panel}>
            <span className={classes.bone} data-size="third" />
            <span className={classes.bone} />
            <span className={classes.bone} data-size="half" />
            <span className={classes.bone} />
          </div>
        ))}
      </div>
    </div>
  );
}
