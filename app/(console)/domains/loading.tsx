import { Page } from "@/components/shell/page";
import { ListSkeleton } from "@/components/states/skeletons";

export default function Loading() {
  return (
    <Page>
      <ListSkeleton />
    </Page>
  );
}
