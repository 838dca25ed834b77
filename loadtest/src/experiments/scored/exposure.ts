// Exposure: what does the credential say to anyone who holds it, and how long does it make each request?
import { decodeClaims, predictCredentialBytes, predictReadableClaims } from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { usernameOf } from '../../users/usernames.js';
import { type LogIn, logIn, meRequest } from '../client/log-in.js';
import { createTrialRecord } from '../client/trial-record.js';
import { scored } from './scored.js';

export const exposure = scored({
  question: 'What can anyone who holds the credential read without a key, and how long is it?',
  headline: 'claims that anyone who holds the credential can read without a key',
  async observe(cluster, { mode, instances, firstUser }) {
    const username = usernameOf(firstUser);
    const expected = {
      claims: predictReadableClaims(mode),
      bytes: predictCredentialBytes(mode, { username, instances }),
    };
    const record = createTrialRecord();
    const { credential } = await logIn(cluster, mode, username);
    record.noteLogIn(username);
    // That it is the credential, and not something else that the log-in gave: an instance takes it.
    const reply = await cluster.sendUntil(
      meRequest(mode, credential),
      ({ answer }) => answer?.status === 200,
    );
    record.note(username, reply, 0);
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure('readable claims', 'claims', expected.claims, countClaims(credential)),
        toFigure('credential on each request', 'bytes', expected.bytes, countBytes(credential)),
      ],
    };
  },
});

function countClaims({ authorization = '' }: LogIn['credential']): number {
  return Object.keys(decodeClaims(authorization)).length;
}

/** Of the header line, as in `Cookie: …`, without the end of the line. */
function countBytes(credential: LogIn['credential']): number {
  return Object.entries(credential).reduce((bytes, [name, value]) => bytes + `${name}: ${value}`.length, 0);
}
