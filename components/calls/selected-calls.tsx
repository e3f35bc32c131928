"use client";

import { ActionIcon, Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import type { ReactNode } from "react";
import { IconCheck, IconCopy, IconDownload, IconLink, IconX } from "@/components/icons";
import type { CallSummary } from "@/lib/records/call.schema";
import { saveFile } from "../data/save-file";
import { formatCounted } from "../format/format-count";
import classes from "../table/list-screen.module.css";

/** What can be done with the selected calls. */
export function SelectedCalls({ calls, onClear }: { calls: readonly CallSummary[]; onClear: () => void }) {
  const lines = (of: (call: CallSummary) => string) => calls.map(of).join("\n");
  return (
    <section className={classes.selected} aria-label="Selected calls">
      <strong role="status">{formatCounted(calls.length, "call")} selected</strong>
      <CopyLines label="Copy ids" text={lines(({ id }) => id)} icon={<IconCopy size={14} aria-hidden />} />
      <CopyLines
        label="Copy links"
        text={lines(({ id }) => `${globalThis.location?.origin ?? ""}/calls/${id}`)}
        icon={<IconLink size={14} aria-hidden />}
      />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
        onClick={() =>
          saveFile("calls.ndjson", "application/x-ndjson", `${lines((call) => JSON.stringify(call))}\n`)
        }
      >
        NDJSON
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
        onClick={() => void saveCsv(calls)}
      >
        CSV
      </Button>
      <ActionIcon aria-label="Select none" title="Select none" onClick={onClear}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </section>
  );
}

/** The writer is loaded with the first export. Cells that a spreadsheet would take for a formula are made harmless. */
async function saveCsv(calls: readonly CallSummary[]): Promise<void> {
  const { stringify } = await import("csv-stringify/browser/esm/sync");
  const rows = calls.map(({ policies, ...call }) => ({ ...call, policies: policies.join(" ") }));
  saveFile("calls.csv", "text/csv", stringify(rows, { header: true, escape_formulas: true }));
}

function CopyLines({ label, text, icon }: { label: string; text: string; icon: ReactNode }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : icon}
      onClick={() => clipboard.copy(text)}
    >
      {clipboard.copied ? "Copied" : label}
    </Button>
  );
}
