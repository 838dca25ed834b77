// Repeats an action while a component is mounted and the page is visible.
import { useEffect, useRef, useState } from 'preact/hooks';

/** @param everyMs null: not now */
export function useInterval(act: () => void, everyMs: number | null): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (everyMs === null) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const follow = () => {
      clearInterval(timer);
      timer = document.hidden ? undefined : setInterval(() => latest.current(), everyMs);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
    };
  }, [everyMs]);
}

/** Shows the component again at that pace. */
export function useTick(everyMs: number | null): void {
  const [, show] = useState(0);
  useInterval(() => show((count) => count + 1), everyMs);
}
