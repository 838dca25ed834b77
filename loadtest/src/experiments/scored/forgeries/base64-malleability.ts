// Other spellings of the same bytes: the last character of base64 may have bits to spare, which decoders ignore.

const alphabets = {
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const;

/** All texts of the same length that a lenient decoder takes for the same bytes; none where no bit is to spare. */
export function nonCanonicalEncodings(
  text: string,
  alphabet: keyof typeof alphabets = 'base64url',
): string[] {
  const bytes = Buffer.from(text, alphabet);
  const spellings = Array.from(alphabets[alphabet], (last) => text.slice(0, -1) + last);
  return spellings.filter((each) => each !== text && Buffer.from(each, alphabet).equals(bytes));
}
