import { Page } from "@/components/shell/page";
import { DetailSkeleton } from "@/components/states/skeletons";

export default function Loading() {
  return (
    <Page>
      <DetailSkeleton />
    </Page>
  );
}
