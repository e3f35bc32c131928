"use client";

/** A semaphore arm, lowered: clear to proceed. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden fill="none">
      <rect x="4" y="2" width="2.25" height="16" rx="1" fill="currentColor" />
      <path d="M6.2 4.2 17.4 9.6l-1.5 3L6.2 8Z" fill="var(--accent)" />
      <circle cx="5.1" cy="5.6" r="2.4" fill="currentColor" />
      <circle cx="5.1" cy="5.6" r="1" fill="var(--bg)" />
    </svg>
  );
}
