"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1000;

/** Reads the page again while a call on it still runs. */
export function LiveCall({ open }: { open: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [open, router]);
  return null;
}
