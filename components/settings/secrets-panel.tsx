"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import { IconPlus } from "@/components/icons";
import type { SecretView } from "@/lib/identity/operations/keys";
import { Panel } from "../data/panel";
import { Ago } from "../data/time";
import { ActionButton } from "../mutation/action-button";
import { EmptyState } from "../states/empty-state";
import type { TableColumn } from "../table/column";
import { ListTable } from "../table/list-table";
import type { Change } from "./action-types";
import classes from "./settings.module.css";

/** Names of the credentials that the mesh presents upstream. Their values cannot be read back by anybody. */
export function SecretsPanel(props: { secrets: readonly SecretView[]; save: Change; forget: Change }) {
  const { secrets, save, forget } = props;
  return (
    <Panel title="Credentials for upstreams">
      <p className={classes.text}>
        What the mesh presents to agents, tools and models. Stored sealed; a value can be replaced but never
        read back.
      </p>
      <div className={classes.tools}>
        <SaveSecret save={save} />
      </div>
      {secrets.length === 0 ? (
        <EmptyState title="No credential is stored">
          Store one here, then name it where an agent, tool or model is registered.
        </EmptyState>
      ) : (
        <ListTable
          name="secrets"
          label="Credentials"
          columns={columnsOf(save, forget)}
          rows={secrets}
          rowId={({ name }) => name}
        />
      )}
    </Panel>
  );
}

function columnsOf(save: Change, forget: Change): readonly TableColumn<SecretView>[] {
  return [
    { id: "name", title: "Name", fixed: true, cell: ({ name }) => <code>{name}</code> },
    {
      id: "updated",
      title: "Written",
      width: 96,
      align: "end",
      needs: "some-room",
      cell: ({ updatedAt }) => <Ago at={updatedAt.toISOString()} />,
    },
    {
      id: "tools",
      title: "Change",
      width: 176,
      align: "end",
      cell: ({ name }) => (
        <span className={classes.row}>
          <SaveSecret save={save} replaces={name} />
          <ActionButton
            permission="registry:write"
            label="Remove"
            name={`Remove ${name}`}
            size="xs"
            title={`Remove ${name}?`}
            submit="Remove"
            danger
            typed={name}
            run={() => forget({ name })}
          >
            <p>
              Calls to whatever is registered with this credential fail from now on. It cannot be brought
              back.
            </p>
          </ActionButton>
        </span>
      ),
    },
  ];
}

function SaveSecret({ save, replaces }: { save: Change; replaces?: string }) {
  return (
    <ActionButton
      permission="registry:write"
      label={replaces === undefined ? "Store a credential" : "Replace"}
      {...(replaces === undefined
        ? { icon: <IconPlus size={14} aria-hidden /> }
        : { name: `Replace ${replaces}`, size: "xs" })}
      title={replaces === undefined ? "Store a credential" : `Replace ${replaces}`}
      submit="Store"
      run={(form) => save({ name: replaces ?? String(form.get("name")), value: String(form.get("value")) })}
    >
      {replaces === undefined ? (
        <TextInput
          name="name"
          label="Name"
          description="Letters, digits and . _ / -"
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="off"
          data-autofocus
        />
      ) : (
        <p>Every call from now on presents the new value. The old one is gone.</p>
      )}
      <PasswordInput
        name="value"
        label="Value"
        required
        withAsterisk={false}
        maxLength={16_384}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": "Show value", tabIndex: 0 }}
      />
    </ActionButton>
  );
}
