import { call } from "@orpc/server";
import type { SearchParams } from "nuqs/server";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { firstBody } from "@/components/try/target";
import { TryScreen } from "@/components/try/try-screen";
import { loadTrySearch } from "@/components/try/try-search";
import { newId } from "@/lib/core/ids";
import { listCallables } from "@/lib/gateway/list-callables";
import type { OperationContext } from "@/lib/identity/operation";
import { loadRecorded } from "./load-recorded";
import { loadTarget } from "./load-target";

export const metadata = { title: "Try it" };

export default async function TryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const current = await requireUser();
  const context = operationContext(current);
  const [search, callables] = await Promise.all([
    loadTrySearch(searchParams),
    call(listCallables, undefined, { context }),
  ]);
  const { open, problem } = await whatToTry(context, search);
  return (
    <Page>
      <PageHeader title="Try it" help="try-it" />
      <TryScreen callables={callables} open={open} person={current.user.id} problem={problem} />
    </Page>
  );
}

async function whatToTry(context: OperationContext, search: Awaited<ReturnType<typeof loadTrySearch>>) {
  const from = z.uuid().safeParse(search.from).data;
  const again = from && (await loadRecorded(context, from));
  const wanted = again ? { ...again, from } : { ...search, body: undefined };
  if (search.from && !again && !search.kind) {
    return {
      open: undefined,
      problem: "That call cannot be tried again: its request is not kept, or people cannot make it.",
    };
  }
  if (!wanted.kind || !wanted.name) return { open: undefined, problem: undefined };
  const target = await loadTarget(context, wanted.kind, wanted.name, wanted.tool);
  if (!target) return { open: undefined, problem: `There is no ${wanted.tool || wanted.name} to call.` };
  const key = [wanted.kind, wanted.name, wanted.tool, wanted.from].join("/");
  const body = wanted.body ?? firstBody(target, newId());
  return { open: { target, body, key, again: wanted.body !== undefined }, problem: undefined };
}
