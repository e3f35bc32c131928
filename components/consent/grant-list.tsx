import classes from "./consent.module.css";

export interface ConsentGrant {
  server: string;
  tool: string;
  arguments?: Readonly<Record<string, object>>;
  uses?: number;
}

/** The tools that an app asks for, and what their arguments would have to be. */
export function GrantList({ grants }: { grants: readonly ConsentGrant[] }) {
  return (
    <>
      <span>Call these tools in your name, where policy allows it, besides agents and models:</span>
      <ul className={classes.grants}>
        {grants.map((grant) => (
          <li key={JSON.stringify(grant)}>
            <span className={classes.id}>
              {grant.server}/{grant.tool}
            </span>
            {grant.uses === undefined ? null : (
              <span>{grant.uses === 1 ? "once" : `at most ${grant.uses} times`}</span>
            )}
            {Object.entries(grant.arguments ?? {}).map(([name, constraint]) => (
              <span key={name} className={classes.id}>
                {name}: {JSON.stringify(constraint)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
