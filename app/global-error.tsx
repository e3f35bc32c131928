"use client";

/** Even the frame of the page failed, so this draws without it: plain markup, no styles. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <head>
        <title>Signalbox</title>
      </head>
      <body>
        <main>
          <h1>The console could not be drawn</h1>
          {error.digest ? <p>Request {error.digest}</p> : null}
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
