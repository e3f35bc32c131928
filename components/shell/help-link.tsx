import Link from "next/link";
import { IconHelpCircle } from "@/components/icons";
import classes from "./page.module.css";

/** To the page of the documentation that explains a screen. */
export function HelpLink({ page }: { page: string }) {
  return (
    <Link href={`/docs/${page}`} className={classes.help} aria-label="Help for this screen" prefetch={false}>
      <IconHelpCircle size={18} aria-hidden />
    </Link>
  );
}
