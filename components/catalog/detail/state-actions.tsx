"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { IconChevronDown, IconPlayerPause, IconPlayerPlay } from "@/components/icons";
import type { StateRules } from "@/lib/changes/get-state-rules.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { ChangedState } from "@/lib/registry/asset-door";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import { Disclosure } from "../../data/disclosure";
import disclosureClasses from "../../data/disclosure.module.css";
import { GatedButton } from "../../permissions/gated-button";
import { useLeave } from "../../permissions/permissions";
import { actionsFor, type StateChange } from "./state-changes";

/** Loaded with the first change. */
const ChangeWindow = dynamic(() => import("./change-window").then((module) => module.ChangeWindow), {
  ssr: false,
});

/** What changes the state of an asset on the server. */
export type ChangeStateAction = (
  input: { kind: string; name: string; reason: string } & StateChange["change"],
) => Promise<Attempt<ChangedState>>;

const PERMISSION = "registry:write";

/** Takes an asset out of traffic or through its life, or asks for it where others have to look first. Each change asks for its reason. */
export function StateActions(props: { asset: AssetSummary; rules: StateRules; change: ChangeStateAction }) {
  const { asset, rules, change } = props;
  const router = useRouter();
  const [asked, setAsked] = useState<StateChange>();
  const { allowed } = useLeave(PERMISSION);
  const [first, ...others] = actionsFor(asset, rules);
  if (!first) return null;
  const icon =
    first.id === "resume" ? (
      <IconPlayerPlay size={14} aria-hidden />
    ) : (
      <IconPlayerPause size={14} aria-hidden />
    );
  return (
    <>
      <GatedButton
        permission={PERMISSION}
        variant="default"
        leftSection={icon}
        onClick={() => setAsked(first)}
      >
        {first.label}
      </GatedButton>
      {allowed && others.length > 0 ? (
        <Disclosure
          label="Change the state"
          trigger={(trigger) => (
            <GatedButton
              {...trigger}
              permission={PERMISSION}
              variant="default"
              rightSection={<IconChevronDown size={14} aria-hidden />}
            >
              More
            </GatedButton>
          )}
        >
          {(close) =>
            others.map((action) => (
              <button
                key={action.id}
                type="button"
                className={disclosureClasses.choice}
                onClick={() => {
                  close();
                  setAsked(action);
                }}
              >
                {action.label}
              </button>
            ))
          }
        </Disclosure>
      ) : null}
      {asked ? (
        <ChangeWindow
          asset={asset}
          asked={asked}
          rules={rules}
          change={change}
          onClose={(changed) => {
            setAsked(undefined);
            if (changed) router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
