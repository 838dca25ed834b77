// The cookies of one virtual user, as far as one site needs them (RFC 6265): names, values and deletion. Every cookie
// is sent with every request, whatever its Path or Domain: a user has one server only.

export interface CookieJar {
  /** Takes the values of the `Set-Cookie` headers of one answer. */
  store(setCookies: readonly string[]): void;
  /** The value of the `Cookie` header, or undefined when there is none to send. */
  header(): string | undefined;
}

export function createCookieJar(now: () => number = Date.now): CookieJar {
  const cookies = new Map<string, string>();
  return {
    store(setCookies) {
      for (const cookie of setCookies.map(parseSetCookie)) {
        if (cookie.name === '') continue;
        if (isExpired(cookie.attributes, now())) cookies.delete(cookie.name);
        else cookies.set(cookie.name, cookie.value);
      }
    },
    header() {
      if (cookies.size === 0) return undefined;
      return Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    },
  };
}

function parseSetCookie(text: string) {
  const [pair, ...rest] = text.split(';').map(splitAtFirstEquals);
  const [name, value] = pair ?? ['', ''];
  return { name, value, attributes: new Map(rest.map(([key, setting]) => [key.toLowerCase(), setting])) };
}

function splitAtFirstEquals(part: string): readonly [name: string, value: string] {
  const at = part.indexOf('=');
  return at === -1 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

/** RFC 6265 §5.3: Max-Age wins over Expires; what cannot be read is ignored. */
function isExpired(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return !Number.isNaN(expires) && expires <= now;
}
