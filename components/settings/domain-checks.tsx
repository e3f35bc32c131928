import classes from "./settings.module.css";

/** The domains that a steward governs. */
export function DomainChecks(props: { domains: readonly string[]; chosen: readonly string[] }) {
  return (
    <fieldset className={classes.checks}>
      <legend>Domains</legend>
      {props.domains.length === 0 ? (
        <p className={classes.dim}>There are no domains yet.</p>
      ) : (
        props.domains.map((domain) => (
          <label key={domain} className={classes.check}>
            <input
              type="checkbox"
              name="domains"
              value={domain}
              defaultChecked={props.chosen.includes(domain)}
            />
            {domain}
          </label>
        ))
      )}
    </fieldset>
  );
}
