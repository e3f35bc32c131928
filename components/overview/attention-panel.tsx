import Link from "next/link";
import {
  IconAlertTriangle,
  IconArrowRight,
  IconBan,
  IconCircleCheck,
  IconClockPause,
} from "@/components/icons";
import type { Attention } from "@/lib/records/attention.schema";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { attentionWords } from "./attention-words";
import classes from "./overview.module.css";

const ICONS = { failed: IconAlertTriangle, waiting: IconClockPause, denied: IconBan } as const;
const TONES = { failed: "Broken", waiting: "Waiting", denied: "Denied" } as const;

/** What a person should look at first, each with the way to do something about it. */
export function AttentionPanel({ attention }: { attention: Attention }) {
  const items = attention.items.map(attentionWords);
  return (
    <Panel title="Needs you first" aside={items.length > 0 ? String(items.length) : null}>
      {items.length === 0 ? (
        <p className={classes.calm}>
          <IconCircleCheck size={16} aria-hidden />
          Nothing now. Nothing fails, nothing is suspended, no call is stuck, and every use of tokens has a
          price.
        </p>
      ) : (
        <ul className={classes.attention}>
          {items.map(({ key, tone, name, text, action, href, since }) => {
            const Icon = ICONS[tone];
            return (
              <li key={key}>
                <span className={classes.tone} data-tone={tone}>
                  <Icon size={15} aria-hidden />
                  {TONES[tone]}
                </span>
                <span>
                  {name ? <strong>{name}</strong> : null} {text}{" "}
                  {since ? <Ago at={since} className={classes.note} /> : null}
                </span>
                <Link href={href} className={classes.act} prefetch={false}>
                  {action} <IconArrowRight size={14} aria-hidden />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
