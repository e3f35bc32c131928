"use client";

import { Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconShieldCheck } from "@/components/icons";
import type { IssuerView } from "@/lib/identity/operations/trusted-issuers";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { ActionButton } from "../mutation/action-button";
import { EmptyState } from "../states/empty-state";
import type { Change } from "./action-types";
import classes from "./settings.module.css";

/** Identity providers whose word about people the token service takes. */
export function IssuersScreen(props: { issuers: readonly IssuerView[]; trust: Change; distrust: Change }) {
  const { issuers, trust, distrust } = props;
  return (
    <>
      <div className={classes.tools}>
        <TrustIssuer trust={trust} />
      </div>
      {issuers.length === 0 ? (
        <EmptyState
          icon={<IconShieldCheck size={18} aria-hidden />}
          title="No identity provider is trusted yet"
        >
          Agents can then not exchange an assertion of your provider for a badge of the mesh. Signing in to
          this console through a provider is set by SIGNALBOX_OIDC_ISSUER.
        </EmptyState>
      ) : (
        issuers.map((issuer) => (
          <Panel
            key={issuer.issuer}
            title={issuer.title}
            aside={
              <>
                <TrustIssuer trust={trust} known={issuer} />
                <ActionButton
                  permission="members:write"
                  label="Remove"
                  name={`Remove ${issuer.title}`}
                  size="xs"
                  title={`Stop trusting ${issuer.title}?`}
                  submit="Stop trusting"
                  danger
                  typed={issuer.title}
                  run={() => distrust({ issuer: issuer.issuer })}
                >
                  <p>
                    Its assertions are refused from now on; badges that came from them end within five
                    minutes. Agents that use it can then not act for people.
                  </p>
                </ActionButton>
              </>
            }
          >
            <Facts
              items={[
                ["Issuer", <code key="issuer">{issuer.issuer}</code>],
                ["Keys at", <code key="keys">{issuer.jwksUri}</code>],
                ["Brought by", issuer.clientIds.join(", ") || "any client that proves itself"],
              ]}
            />
          </Panel>
        ))
      )}
    </>
  );
}

function TrustIssuer({ trust, known }: { trust: Change; known?: IssuerView }) {
  const fixed = { required: true, withAsterisk: false } as const;
  return (
    <ActionButton
      permission="members:write"
      label={known ? "Change" : "Trust a provider"}
      {...(known
        ? { name: `Change ${known.title}`, size: "xs" }
        : { variant: "filled", icon: <IconPlus size={14} aria-hidden /> })}
      title={known ? `Change ${known.title}` : "Trust an identity provider"}
      submit={known ? "Change" : "Trust"}
      run={(form) =>
        trust({
          title: text(form, "title"),
          issuer: known?.issuer ?? text(form, "issuer"),
          jwksUri: text(form, "jwksUri"),
          clientIds: text(form, "clientIds").split(/\s+/).filter(Boolean),
        })
      }
    >
      <p>Whoever holds its keys can speak for everybody who signs in through it.</p>
      <TextInput name="title" label="Title" maxLength={200} defaultValue={known?.title} {...fixed} />
      {known ? null : (
        <TextInput
          name="issuer"
          type="url"
          label="Issuer"
          description="As it stands in the provider's assertions, to the letter"
          maxLength={500}
          {...fixed}
        />
      )}
      <TextInput
        name="jwksUri"
        type="url"
        label="Address of its keys"
        maxLength={500}
        defaultValue={known?.jwksUri}
        {...fixed}
      />
      <Textarea
        name="clientIds"
        label="Clients that may bring its assertions"
        description="One id a line; empty for any client that proves itself"
        defaultValue={known?.clientIds.join("\n")}
        rows={2}
      />
    </ActionButton>
  );
}

function text(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
