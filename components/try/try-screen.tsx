import { IconSend } from "@/components/icons";
import type { Callable } from "@/lib/gateway/list-callables.schema";
import { EmptyState } from "../states/empty-state";
import type { TryTarget } from "./target";
import { Targets } from "./targets";
import classes from "./try.module.css";
import { Workbench } from "./workbench";

interface Props {
  callables: readonly Callable[];
  /** What is tried, with the body that its form begins with. */
  open: { target: TryTarget; body: string; key: string; again: boolean } | undefined;
  /** Id of who tries it: a draft is theirs alone. */
  person: string;
  /** Why nothing is open although something was asked for. */
  problem: string | undefined;
}

/** Everything that can be called beside the one that is tried. */
export function TryScreen({ callables, open, person, problem }: Props) {
  if (callables.length === 0) {
    return (
      <EmptyState icon={<IconSend size={18} aria-hidden />} title="Nothing to call yet">
        Register an agent, an MCP server or a model in the catalog; then you can try it here.
      </EmptyState>
    );
  }
  const current = open ? currentOf(open.target) : "";
  return (
    <div className={classes.screen} data-open={open ? true : undefined}>
      <Targets callables={callables} current={current} />
      {open ? (
        <div className={classes.main}>
          <h2 className={classes.title}>
            {open.target.kind === "mcp-server" ? open.target.tool : open.target.title}
            {open.target.kind === "mcp-server" ? (
              <span className={classes.dim}> on {open.target.name}</span>
            ) : null}
          </h2>
          {problem ? <p className={classes.hint}>{problem}</p> : null}
          <Workbench
            key={open.key}
            target={open.target}
            body={open.body}
            draft={open.again ? undefined : { person, target: current }}
          />
        </div>
      ) : (
        <EmptyState icon={<IconSend size={18} aria-hidden />} title={problem ?? "Choose what to call"}>
          An agent gets a message, a tool its arguments, a model a conversation. Each try is a governed call
          in your name.
        </EmptyState>
      )}
    </div>
  );
}

function currentOf(target: TryTarget): string {
  return `${target.kind}/${target.name}/${target.kind === "mcp-server" ? target.tool : ""}`;
}
