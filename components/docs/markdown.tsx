import Link from "next/link";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { headingId } from "./heading-id";
import classes from "./markdown.module.css";

/** Text in Markdown that comes with the product. HTML in it is shown as text, and pictures from elsewhere are not loaded. */
export function Markdown({ text }: { text: string }) {
  return (
    <article className={classes.text}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </article>
  );
}

const COMPONENTS: Components = {
  a: ({ href = "", children }) => {
    const to = pageOf(href);
    return to.startsWith("/") || to.startsWith("#") ? (
      <Link href={to}>{children}</Link>
    ) : (
      <a href={to} rel="noreferrer">
        {children}
      </a>
    );
  },
  h2: ({ children }) => <h2 id={headingId(children)}>{children}</h2>,
  h3: ({ children }) => <h3 id={headingId(children)}>{children}</h3>,
  img: ({ alt }) => <span>{alt}</span>,
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard (WCAG 2.1.1).
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard (WCAG 2.1.1).
    <div className={classes.wide} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  // Alignment would be a style attribute, which the content security policy blocks.
  th: ({ children }) => <th>{children}</th>,
  td: ({ children }) => <td>{children}</td>,
};

/** A link from one file to another leads to the page made of it. */
function pageOf(href: string): string {
  const file = /^(?:\.\/)?([a-z0-9-]+)\.md(#.*)?$/.exec(href);
  return file ? `/docs/${file[1]}${file[2] ?? ""}` : href;
}
