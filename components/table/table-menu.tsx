"use client";

import { Button } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@/components/icons";
import { Disclosure } from "../data/disclosure";
import disclosure from "../data/disclosure.module.css";
import type { TableColumn } from "./column";
import { INITIAL_VIEW, type TableView } from "./table-view";

/** Which columns a table shows and how close its rows stand. */
export function TableMenu<Row extends object>(props: {
  columns: readonly TableColumn<Row>[];
  view: TableView;
  onView: (change: Partial<TableView>) => void;
}) {
  const { columns, view, onView } = props;
  const toggle = (id: string) =>
    onView({
      hidden: view.hidden.includes(id) ? view.hidden.filter((one) => one !== id) : [...view.hidden, id],
    });
  return (
    <Disclosure
      label="Columns and density"
      trigger={(trigger) => (
        <Button
          {...trigger}
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden />}
        >
          View
        </Button>
      )}
    >
      {() => (
        <>
          {columns
            .filter(({ fixed }) => !fixed)
            .map(({ id, title }) => (
              <label key={id} className={disclosure.choice}>
                <input type="checkbox" checked={!view.hidden.includes(id)} onChange={() => toggle(id)} />
                {title}
              </label>
            ))}
          <label className={disclosure.choice}>
            <input
              type="checkbox"
              checked={view.density === "comfortable"}
              onChange={(event) =>
                onView({ density: event.currentTarget.checked ? "comfortable" : "compact" })
              }
            />
            More space between rows
          </label>
          <Button variant="subtle" size="xs" onClick={() => onView(INITIAL_VIEW)}>
            As it was
          </Button>
        </>
      )}
    </Disclosure>
  );
}
