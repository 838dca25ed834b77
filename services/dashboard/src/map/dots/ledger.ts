// How many requests there were in the last second, and how many of them were shown.

export interface Share {
  readonly seen: number;
  readonly shown: number;
}

export interface Ledger {
  note(now: number, share: Share): void;
  /** Of the second before now. */
  sum(now: number): Share;
}

const windowMs = 1000;

export function createLedger(): Ledger {
  let entries: readonly (Share & { readonly at: number })[] = [];
  const forget = (now: number) => {
    entries = entries.filter(({ at }) => at > now - windowMs);
  };
  return {
    note(now, share) {
      forget(now);
      entries = [...entries, { ...share, at: now }];
    },
    sum(now) {
      forget(now);
      return entries.reduce((sum, { seen, shown }) => ({ seen: sum.seen + seen, shown: sum.shown + shown }), {
        seen: 0,
        shown: 0,
      });
    },
  };
}
