// The words of an answer on which the diagnosis depends.

export const aboutSignature = /signature|unsign|unseal|decrypt|hmac|bad.?mac|kid\b|no.?matching.?key/i;
export const aboutUnknown = /unknown|no.?such|not.?found|not-remembered|no.?session/i;
export const aboutTime = /expired|not.?yet|nbf|iat\b|in the future|invalid-claims|jwt not active/i;
export const aboutStore = /store|redis|database|cache|econn|memcache/i;

/** The only words of an answer that a bug report may show. */
export function decisiveWords(text: string): string {
  const found = [aboutSignature, aboutUnknown, aboutTime, aboutStore].flatMap(
    (about) => text.match(new RegExp(about, 'gi')) ?? [],
  );
  return [...new Set(found.map((word) => word.toLowerCase()))].join(' , ');
}
