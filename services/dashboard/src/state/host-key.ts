// The host's key, from the fragment of the link that the start of the lab prints. The browser sends no fragment to a server, and
// the page removes it, so that a projector does not show it. It lasts as long as this tab.
const kept = 'host-key';

/** Call before anything reads the address. */
export function keepHostKey(): void {
  const key = new URLSearchParams(location.hash.slice(1)).get('host');
  if (key === null) return;
  sessionStorage.setItem(kept, key);
  history.replaceState(null, '', location.pathname + location.search);
}

export function hostKey(): string | null {
  // Tests of texts run without a browser.
  return globalThis.sessionStorage?.getItem(kept) ?? null;
}
