// Whether a request comes from a page of this server's own origin, as far as browsers report it.

interface Sender {
  /** The host by which the client reached this server. */
  readonly host: string;
  /** Whether the client uses TLS. A page that was loaded over plain HTTP then has another origin. */
  readonly isTls: boolean;
  /** The header Origin. */
  readonly origin: string | undefined;
  /** The header Sec-Fetch-Site. */
  readonly site: string | undefined;
}

/**
 * Browsers send Sec-Fetch-Site to trustworthy addresses only, and Origin elsewhere. A client that sends neither is not a
 * browser, or follows no page, so it counts as the same origin.
 */
export function isSameOrigin({ host, isTls, origin, site }: Sender): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || isOriginOf(host, isTls, origin);
}

/** An origin is written `scheme://host[:port]` without a default port (RFC 6454 §6.2). A Host may name that port. */
function isOriginOf(host: string, isTls: boolean, origin: string): boolean {
  const scheme = (isTls ? /^https:\/\// : /^https?:\/\//).exec(origin)?.[0];
  const own = `${scheme}${host}`;
  const isHost = /^[^/?#@\\\s]+$/.test(host);
  return scheme !== undefined && isHost && URL.canParse(own) && new URL(own).origin === origin;
}
