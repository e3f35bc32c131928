import { call } from "@orpc/server";
import { z } from "zod";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { listCalls } from "@/lib/records/list-calls";
import { listAssets } from "@/lib/registry/list-assets";

const query = z.object({ q: z.string().min(1).max(200) });
const ASSETS = 8;
const CALLS = 4;

/** What the command palette finds: assets by name, title, description or tag; calls by id, trace, callee or caller. */
export const GET = consoleApi(async (current, request) => {
  const { q } = parseInput(query, queryOf(request));
  const context = operationContext(current);
  const [assets, calls] = await Promise.all([
    call(listAssets, { q, limit: ASSETS }, { context }),
    call(listCalls, { q, limit: CALLS }, { context }),
  ]);
  return [
    ...assets.items.map((asset) => ({
      label: asset.title || asset.name,
      description: `${asset.kind} ${asset.name}`,
      href: `/catalog/${asset.kind}/${encodeURIComponent(asset.name)}`,
    })),
    ...calls.items.map((found) => ({
      label: `${found.callerId} → ${found.calleeName}`,
      description: `call ${found.id}`,
      href: `/calls/${found.id}`,
    })),
  ];
});
