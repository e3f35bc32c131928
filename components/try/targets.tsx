"use client";

import { TextInput } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { IconBan, IconSearch } from "@/components/icons";
import type { Callable } from "@/lib/gateway/list-callables.schema";
import classes from "./try.module.css";
import { tryHref } from "./try-search";

const GROUPS = [
  ["agent", "Agents"],
  ["mcp-server", "Tools"],
  ["model", "Models"],
] as const;

interface Entry {
  key: string;
  href: string;
  label: string;
  detail: string | undefined;
  allowed: boolean;
  current: boolean;
}

/** Everything that can be called, by kind. What policy refuses now is listed too, and can be tried: then the refusal is explained. */
export function Targets({ callables, current }: { callables: readonly Callable[]; current: string }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const entries = (kind: string) =>
    callables
      .filter((callable) => callable.kind === kind)
      .flatMap((callable) => entriesOf(callable, current))
      .filter((entry) => `${entry.label} ${entry.detail ?? ""}`.toLowerCase().includes(wanted));
  const groups = GROUPS.map(([kind, title]) => ({ kind, title, list: entries(kind) }));
  return (
    <nav className={classes.targets} aria-label="What to try">
      <TextInput
        size="xs"
        aria-label="Find what to try"
        placeholder="Find an agent, tool or model"
        leftSection={<IconSearch size={13} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.map(({ kind, title, list }) =>
        list.length === 0 ? null : (
          <section key={kind} aria-label={title}>
            <h2 className={classes.groupTitle}>{title}</h2>
            <ul>
              {list.map((entry) => (
                <li key={entry.key}>
                  <Link
                    href={entry.href}
                    prefetch={false}
                    className={classes.target}
                    {...(entry.current ? { "aria-current": "page" as const } : {})}
                  >
                    <span className={classes.targetName}>{entry.label}</span>
                    {entry.detail ? <span className={classes.on}>{entry.detail}</span> : null}
                    {entry.allowed ? null : (
                      <span className={classes.refused} title="Policy refuses you this now">
                        <IconBan size={13} aria-label="Policy refuses you this now" />
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
      {groups.every(({ list }) => list.length === 0) ? (
        <p className={classes.dim}>Nothing here is called “{search}”.</p>
      ) : null}
    </nav>
  );
}

/** A server's tools one by one; agents and models as they are. */
function entriesOf({ kind, name, allowed, tools }: Callable, current: string): Entry[] {
  if (kind !== "mcp-server") {
    const key = `${kind}/${name}/`;
    return [
      {
        key,
        href: tryHref({ kind, name }),
        label: name,
        detail: undefined,
        allowed,
        current: key === current,
      },
    ];
  }
  return tools.map((tool) => {
    const key = `${kind}/${name}/${tool.name}`;
    return {
      key,
      href: tryHref({ kind, name, tool: tool.name }),
      label: tool.name,
      detail: name,
      allowed: tool.allowed,
      current: key === current,
    };
  });
}
