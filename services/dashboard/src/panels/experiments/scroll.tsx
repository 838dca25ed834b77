// What may be wider than there is room for scrolls by itself, with the keyboard too.
import type { ComponentChildren } from 'preact';

interface ScrollProps {
  readonly label: string;
  /** Whether it is also kept from growing taller than a look takes in. */
  readonly isTall?: boolean;
  readonly children: ComponentChildren;
}

export function Scroll({ label, isTall = false, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody scrolls by keyboard (WCAG 2.1.1)
    <section class={isTall ? 'scroll experiments-tall' : 'scroll'} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
