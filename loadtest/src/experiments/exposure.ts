// Exposure: what does the credential say to anyone who holds it, and how long does it make each request?
import { predictCredentialBytes, predictReadableClaims } from '@scale-out-lab/modes';
import { isRecord } from '../answer.js';
import { toFigure } from '../figure.js';
import { createLedger } from '../probe/ledger.js';
import { type LogIn, logIn, meRequest } from '../probe/log-in.js';
import { usernameOf } from '../users/usernames.js';
import { scored } from './scored.js';

export const exposure = scored({
  question: 'What can anyone who holds the credential read without a key, and how long is it?',
  headline: 'claims that anyone who holds the credential can read without a key',
  async observe(probe, { mode, instances, firstUser }) {
    const username = usernameOf(firstUser);
    const expected = {
      claims: predictReadableClaims(mode),
      bytes: predictCredentialBytes(mode, { username, instances }),
    };
    const ledger = createLedger();
    const { credential } = await logIn(probe, mode, username);
    ledger.noteLogIn(username);
    // That it is the credential, and not something else that the log-in gave: an instance takes it.
    const reply = await probe.sendUntil(meRequest(mode, credential), ({ answer }) => answer?.status === 200);
    ledger.note(username, reply, 0);
    return {
      records: ledger.records,
      predicted: ledger.predicted(),
      figures: [
        toFigure('readable claims', 'claims', expected.claims, readClaims(credential).length),
        toFigure('credential on each request', 'bytes', expected.bytes, countBytes(credential)),
      ],
    };
  },
});

/** The names of the claims in a token that anyone can decode; none if it is no such token. */
export function readClaims({ authorization = '' }: LogIn['credential']): readonly string[] {
  const [, payload = ''] = authorization.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isRecord(claims) ? Object.keys(claims) : [];
  } catch {
    return [];
  }
}

/** Of the header line, as in `Cookie: …`, without the end of the line. */
function countBytes(credential: LogIn['credential']): number {
  return Object.entries(credential).reduce((bytes, [name, value]) => bytes + `${name}: ${value}`.length, 0);
}
