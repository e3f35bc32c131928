"use client";

import { ActionIcon } from "@mantine/core";
import { IconDownload, IconFileCheck, IconX } from "@/components/icons";
import { GatedButton } from "../permissions/gated-button";
import classes from "./audit.module.css";
import { CommandLine } from "./command-line";
import { useAuditStatus } from "./log-line";

/** Downloads exactly what the filters find, and says how to verify it without the mesh. */
export function ExportBox({ query, onClose }: { query: string; onClose: () => void }) {
  const { data } = useAuditStatus();
  const filtered = query !== "";
  const [vkey = ""] = data?.vkeys ?? [];
  const file = `audit-${new Date().toISOString().slice(0, 10)}.ndjson`;
  return (
    <section className={classes.box} aria-label="Export">
      <div className={classes.boxHead}>
        <IconFileCheck size={16} aria-hidden />
        <h2>{filtered ? "Export what these filters find" : "Export the whole log"}</h2>
        <ActionIcon aria-label="Close the export" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <p className={classes.dim}>
        One line of JSON for each entry in the tree, each with its proof
        {filtered ? "" : ", and the proof that none is missing"}. The last line is a manifest that the log
        signs: what was asked for, how many entries, the SHA-256 of the file, by whom and when. The export
        itself goes on record.
      </p>
      <div className={classes.row}>
        <GatedButton
          permission="audit:export"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => window.location.assign(`/api/console/audit/export?${query}`)}
        >
          Download {file}
        </GatedButton>
      </div>
      <p className={classes.dim}>Verify it offline, with nothing but the file and the log&apos;s key:</p>
      <CommandLine command={`npx signalbox verify ${file} --key '${vkey}'`} what="the command" />
    </section>
  );
}
