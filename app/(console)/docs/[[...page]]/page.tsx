import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { requireUser } from "@/app/_auth/require-user";
import { DocsScreen } from "@/components/docs/docs-screen";
import { readPage, readPages } from "@/components/docs/read-pages";
import { Page } from "@/components/shell/page";

interface Props {
  params: Promise<{ page?: string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = (await params).page?.[0];
  const page = (await readPages()).find((one) => one.name === name);
  return { title: page?.title ?? "Documentation" };
}

export default async function DocsPage({ params }: Props) {
  await requireUser();
  const [name, ...rest] = (await params).page ?? [];
  const pages = await readPages();
  if (name === undefined) redirect(`/docs/${pages[0]?.name}`);
  const text = rest.length === 0 ? await readPage(name) : undefined;
  if (text === undefined) notFound();
  return (
    <Page>
      <DocsScreen pages={pages} name={name} text={text} />
    </Page>
  );
}
