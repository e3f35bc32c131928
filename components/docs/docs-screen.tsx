import Link from "next/link";
import classes from "./docs.module.css";
import { Markdown } from "./markdown";
import type { DocPage } from "./read-pages";

/** A page of the documentation beside the list of all. */
export function DocsScreen(props: { pages: readonly DocPage[]; name: string; text: string }) {
  return (
    <div className={classes.screen}>
      <nav aria-label="Documentation" className={classes.pages}>
        <ul>
          {props.pages.map(({ name, title }) => (
            <li key={name}>
              <Link href={`/docs/${name}`} aria-current={name === props.name ? "page" : undefined}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Markdown text={props.text} />
    </div>
  );
}
