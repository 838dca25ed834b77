// The one way in which instances verify a signature: a JWS in compact form (RFC 7515 §5.2, §7.1).
import { type CompactJWSHeaderParameters, type CryptoKey, compactVerify, errors, type JWK } from 'jose';
import { refuseToken } from '../../problem.js';

/** The key that the header names, or undefined if it names none that is trusted. */
export type FindKey = (
  header: CompactJWSHeaderParameters,
) => CryptoKey | JWK | undefined | Promise<CryptoKey | JWK | undefined>;

export interface Signed {
  readonly header: CompactJWSHeaderParameters;
  readonly payload: Uint8Array;
}

const longest = 4096;

/** Header parameters that would let a token choose how, or with whose key, it is verified (RFC 8725 §3.10, RFC 7797 §6). */
const refusedParameters = ['crit', 'b64', 'jwk', 'jku', 'x5c', 'x5u'];

/**
 * The signed header and payload, once the signature is known to be good.
 * @param algorithms the only ones accepted, whatever the header says (RFC 8725 §3.1)
 * @throws Problem `malformed`, or `bad-signature`
 */
export async function verifySignature(
  jws: string,
  findKey: FindKey,
  { algorithms }: { readonly algorithms: readonly string[] },
): Promise<Signed> {
  if (jws.length > longest || !isCanonical(jws)) {
    refuseToken(
      'malformed',
      'This is not a token in compact form: three base64url parts, 4,096 characters at most.',
    );
  }
  if (!parseObject(Buffer.from(jws.split('.', 1)[0] ?? '', 'base64url'))) {
    refuseToken('malformed', 'The header is not a JSON object in UTF-8.');
  }
  let key: CryptoKey | JWK | undefined;
  const selectKey = async (header: CompactJWSHeaderParameters) => {
    const refused = refusedParameters.find((name) => Object.hasOwn(header, name));
    if (refused) refuseToken('malformed', `The header has "${refused}", which is not accepted here.`);
    key = await findKey(header);
    return key ?? refuseToken('bad-signature', refusals.noKey);
  };
  try {
    const { payload, protectedHeader } = await compactVerify(jws, selectKey, { algorithms: [...algorithms] });
    return { header: protectedHeader, payload };
  } catch (cause) {
    if (cause instanceof errors.JWSSignatureVerificationFailed)
      return refuseToken('bad-signature', refusals.signature, { cause });
    if (cause instanceof errors.JOSEAlgNotAllowed)
      return refuseToken('bad-signature', refusals.algorithm, { cause });
    if (cause instanceof errors.JOSEError) return refuseToken('malformed', refusals.form, { cause });
    // An error of the look-up, or a refusal from above.
    if (!key) throw cause;
    return refuseToken('bad-signature', refusals.algorithm, { cause });
  }
}

const refusals = {
  form: 'This is not a signed token in compact form (RFC 7515). Log in again.',
  noKey: 'This instance trusts no key of the name in the header (kid). Log in again.',
  signature:
    'The signature is not that of the key in the header (kid): the token was changed, or made elsewhere.',
  algorithm: 'The algorithm in the header (alg) is not that of the key. Log in again.',
};

/** jose ignores spare bits and white space inside a part; a token has one spelling here (RFC 7515 §2). */
function isCanonical(jws: string): boolean {
  const parts = jws.split('.');
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}

/** Keeps a byte order mark, which JSON.parse then refuses: a token has one spelling. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A JSON object in UTF-8, as the header and the claims of a token are (RFC 7515 §4, RFC 7519 §7.2); else undefined. */
export function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
