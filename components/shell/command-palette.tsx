"use client";

import "@mantine/spotlight/styles.layer.css";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { IconMoon, IconSearch, IconSun } from "@/components/icons";
import { fetchJson } from "../data/fetch-json";
import { NAV_ITEMS } from "./nav-items";
import classes from "./shell.module.css";

/** What a search finds: an asset or a call. */
export interface SearchHit {
  label: string;
  description: string;
  href: string;
}

const [paletteStore, palette] = createSpotlight();
const DEBOUNCE_MS = 150;

/** Screens, things by name or id, and actions, without the mouse. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter();
  const { setColorScheme } = useMantineColorScheme();
  const [text, setText] = useState("");
  const [query] = useDebouncedValue(text.trim(), DEBOUNCE_MS);
  const found = useQuery({
    queryKey: ["search", query],
    queryFn: ({ signal }) =>
      fetchJson<SearchHit[]>(`/api/console/search?q=${encodeURIComponent(query)}`, signal),
    enabled: opened && query.length > 0,
    placeholderData: keepPreviousData,
  });
  // The library's window has a store of its own; the button that opened it holds the state.
  useEffect(() => {
    if (opened) palette.open();
    else palette.close();
  }, [opened]);
  const matches = (label: string) => label.toLowerCase().includes(text.trim().toLowerCase());
  const screens = NAV_ITEMS.filter((item) => matches(item.label));
  const themes = [
    { label: "Light theme", icon: IconSun, run: () => setColorScheme("light") },
    { label: "Dark theme", icon: IconMoon, run: () => setColorScheme("dark") },
  ].filter((item) => matches(item.label));
  const hits = query === "" ? [] : (found.data ?? []);
  return (
    <Spotlight.Root
      store={paletteStore}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      shortcut={null}
      lockScroll={false}
      classNames={{ content: classes.palette ?? "" }}
      attributes={{ content: { "aria-label": "Search" } }}
      overlayProps={{ backgroundOpacity: 0.3 }}
      maxHeight={420}
      scrollable
    >
      <Spotlight.Search
        placeholder="Search screens, agents, tools, models, call ids"
        aria-label="Search"
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {screens.map(({ href, label, icon: Icon }) => (
          <Spotlight.Action
            key={href}
            label={label}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => router.push(href)}
          />
        ))}
        {hits.map((hit) => (
          <Spotlight.Action
            key={hit.href}
            label={hit.label}
            description={hit.description}
            onClick={() => router.push(hit.href)}
          />
        ))}
        {themes.map(({ label, icon: Icon, run }) => (
          <Spotlight.Action
            key={label}
            label={label}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={run}
          />
        ))}
        {screens.length + hits.length + themes.length === 0 ? (
          <Spotlight.Empty>
            {found.isFetching ? "Searching…" : `Nothing is called “${text}”.`}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
