"use client";

import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useRef } from "react";
import { IconSearch, IconX } from "@/components/icons";
import { CALL_PROTOCOLS, CALL_STATUSES } from "@/lib/records/call-names.schema";
import { FacetMenu } from "../data/facet-menu";
import { useShortcuts } from "../shell/shortcuts";
import { type CallFilters, isFiltered, TEXT_FILTERS } from "./call-search";
import { CALL_STATUS, CallStatusBadge } from "./call-status";
import classes from "./filters.module.css";
import { protocolName } from "./protocol-names";

const FILTER_NAMES = {
  caller: "Caller",
  callee: "Called",
  from: "From",
  to: "Before",
  operation: "Operation",
  task: "Task",
  subject: "On behalf of",
  domain: "Domain",
  model: "Model",
  cost: "Cost",
  currency: "Currency",
} as const satisfies Record<(typeof TEXT_FILTERS)[number], string>;

/** Narrows a list of calls. What is set stands in the address. */
export function CallFilterBar(props: {
  filters: CallFilters;
  onChange: (change: Partial<CallFilters>) => void;
  onClear: () => void;
}) {
  const { filters, onChange, onClear } = props;
  const search = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => search.current?.focus()]]);
  return (
    <search className={classes.bar} aria-label="Filter calls">
      <TextInput
        ref={search}
        className={classes.text}
        type="search"
        aria-label="Search calls"
        placeholder="Name, operation, error or id"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filters.q}
        maxLength={200}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      <FacetMenu
        label="Status"
        chosen={filters.status}
        options={CALL_STATUSES.map((value) => ({
          value,
          label: CALL_STATUS[value].label,
          draw: <CallStatusBadge status={value} />,
        }))}
        onChange={(status) => onChange({ status })}
      />
      <FacetMenu
        label="Protocol"
        chosen={filters.protocol}
        options={CALL_PROTOCOLS.map((value) => ({ value, label: protocolName(value) }))}
        onChange={(protocol) => onChange({ protocol })}
      />
      {TEXT_FILTERS.map((name) => (
        <Chip
          key={name}
          name={FILTER_NAMES[name]}
          value={filters[name]}
          onRemove={() => onChange({ [name]: "" })}
        />
      ))}
      <Chip name="Only" value={filters.only.join(", ")} onRemove={() => onChange({ only: [] })} />
      <Chip name="Without" value={filters.not.join(", ")} onRemove={() => onChange({ not: [] })} />
      {isFiltered(filters) ? (
        <Button variant="subtle" size="xs" leftSection={<IconX size={14} aria-hidden />} onClick={onClear}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}

function Chip({ name, value, onRemove }: { name: string; value: string; onRemove: () => void }) {
  if (!value) return null;
  return (
    <span className={classes.chip}>
      {name} <strong>{value}</strong>
      <ActionIcon size="sm" aria-label={`Remove ${name} ${value}`} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </span>
  );
}
