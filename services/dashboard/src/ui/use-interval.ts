// Doing something again and again, for as long as a component is shown on a page that somebody can see.
import { useEffect, useRef, useState } from 'preact/hooks';

/** @param everyMs null: not now */
export function useInterval(act: () => void, everyMs: number | null): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

/** Shows the component again at that pace. */
export function useTick(everyMs: number | null): void {
  const [, show] = useState(0);
  useInterval(() => show((count) => count + 1), everyMs);
}
