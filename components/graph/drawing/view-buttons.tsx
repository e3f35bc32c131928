"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconFocusCentered, IconSitemap, IconZoomIn, IconZoomOut } from "@/components/icons";
import { formatCounted } from "../../format/format-count";
import classes from "./drawing.module.css";
import type { useView } from "./use-view";

/** What can be done with the drawing by a click or a key, so that nothing needs a drag or a wheel. */
export function ViewButtons(props: {
  view: ReturnType<typeof useView>;
  /** Parts that appeared while somebody was reading. */
  waiting: number;
  onReadNew: () => void;
  onArrange: () => void;
}) {
  const { view, waiting } = props;
  return (
    <>
      {waiting > 0 ? (
        <div className={classes.news}>
          <Button size="xs" onClick={props.onReadNew}>
            {formatCounted(waiting, "new part")}
          </Button>
        </div>
      ) : null}
      <div className={classes.buttons}>
        <ActionIcon aria-label="Zoom in" onClick={view.zoomIn}>
          <IconZoomIn size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label="Zoom out" onClick={view.zoomOut}>
          <IconZoomOut size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label="Show everything" onClick={() => view.fit()}>
          <IconFocusCentered size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label="Arrange again" onClick={props.onArrange}>
          <IconSitemap size={16} aria-hidden />
        </ActionIcon>
      </div>
    </>
  );
}
