import { ListSkeleton } from "@/components/states/skeletons";

export default function Loading() {
  return <ListSkeleton />;
}
