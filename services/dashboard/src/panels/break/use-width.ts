// How wide a drawing can be.
import { useEffect, useRef, useState } from 'preact/hooks';

/** The drawing is as wide as its box, in units that are as large as the page's letters are beside those of 16 px. */
export function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [[width, scale], setSize] = useState<readonly [width: number, scale: number]>([320, 1]);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      if (entry) setSize([Math.floor(entry.contentRect.width / unit), unit]);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width, scale] as const;
}
