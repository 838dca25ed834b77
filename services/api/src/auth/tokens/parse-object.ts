// A JSON object in UTF-8, as the header and the claims of a token are (RFC 7515 §4, RFC 7519 §7.2).

/** Keeps a byte order mark, which JSON.parse then refuses: a token has one spelling. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined for what is none. */
export function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
