import { Clock } from "../data/clock";
import { Instant } from "../data/time";
import { Mark } from "../shell/brand";
import classes from "./consent.module.css";
import { ConsentButtons } from "./consent-buttons";
import { addressName, SOURCE_NOTES } from "./consent-words";
import type { ConsentGrant } from "./grant-list";
import { GrantList } from "./grant-list";

interface Props {
  app: { title: string; clientId: string; source: keyof typeof SOURCE_NOTES };
  redirectUri: string;
  /** The only tools that the app could use. */
  grants: readonly ConsentGrant[] | undefined;
  /** When the person last said yes to the same. */
  since: string | undefined;
  email: string;
  answer: (allowed: boolean) => Promise<{ location: string } | { problem: string }>;
  signOut: () => Promise<void>;
}

/** Who asks, who vouches for that, what for, and where the answer goes. Whatever the app says of itself is text. */
export function ConsentView({ app, redirectUri, grants, since, email, answer, signOut }: Props) {
  return (
    <main className={classes.frame}>
      <div className={classes.box}>
        <Mark size={32} />
        <h1 className={classes.title}>
          Let <bdi className={classes.name}>{app.title}</bdi> act for you?
        </h1>
        <dl className={classes.facts}>
          <dt>App</dt>
          <dd>
            <span className={classes.id}>{app.clientId}</span>
            <span className={classes.dim}>{SOURCE_NOTES[app.source]}</span>
          </dd>
          <dt>It may</dt>
          <dd>
            {grants ? (
              <GrantList grants={grants} />
            ) : (
              "Call agents, tools and models through this mesh in your name, where policy allows it to you and to the app."
            )}
          </dd>
          <dt>It may not</dt>
          <dd>Change anything in the mesh: no assets, policies, people or keys.</dd>
          <dt>Goes back to</dt>
          <dd>
            <span>{addressName(redirectUri)}</span>
            <span className={classes.id}>{redirectUri}</span>
          </dd>
          {since ? (
            <>
              <dt>Asked before</dt>
              <dd>
                <Clock serverNowMs={Date.now()}>
                  You allowed this on <Instant at={since} />.
                </Clock>
              </dd>
            </>
          ) : null}
        </dl>
        <ConsentButtons answer={answer} />
        <form action={signOut} className={classes.person}>
          Signed in as {email}.{" "}
          <button type="submit" className={classes.link}>
            Sign out
          </button>
        </form>
        <p className={classes.dim}>You can take this back at any time under your sessions.</p>
      </div>
    </main>
  );
}
