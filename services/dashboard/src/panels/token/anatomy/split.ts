// A credential as the parts between its dots.

/** RFC 7515 §7.1: header, payload and signature, each in base64url. */
export const tokenParts = ['header', 'payload', 'signature'] as const;
/** As the lab's session cookies are made: an ID, the instance that made it, and the signature of both. */
export const cookieParts = ['id', 'instance', 'signature'] as const;

export type TokenPart = (typeof tokenParts)[number];
export type CookiePart = (typeof cookieParts)[number];

/** Null where it has not exactly these parts. */
export function split<Part extends string>(
  text: string,
  names: readonly Part[],
): Readonly<Record<Part, string>> | null {
  const pieces = text.split('.');
  if (pieces.length !== names.length) return null;
  return Object.fromEntries(names.map((name, at) => [name, pieces[at]])) as Record<Part, string>;
}
