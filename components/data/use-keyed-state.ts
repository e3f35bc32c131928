import { useCallback, useState } from "react";

/** State that belongs to a key and starts anew under another: what arrived for one filter says nothing about the next. */
export function useKeyedState<State>(
  key: string,
  start: State,
): [State, (change: (now: State) => State) => void] {
  const [held, setHeld] = useState({ key, state: start });
  if (held.key !== key) setHeld({ key, state: start });
  const change = useCallback(
    (next: (now: State) => State) => setHeld((now) => ({ key: now.key, state: next(now.state) })),
    [],
  );
  return [held.key === key ? held.state : start, change];
}
