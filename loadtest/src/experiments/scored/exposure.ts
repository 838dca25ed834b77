// Exposure: what does the credential tell anyone who holds it, and how long does it make each request?
import { decodeClaims, predictCredentialBytes, predictReadableClaims } from '@scale-out-lab/core';
import type { Headers } from '../../http/connection.js';
import { meRequest } from '../../http/requests.js';
import { toFigures } from '../../model/agreement.js';
import { usernameOf } from '../../users/record.js';
import { createTrialRecord, logIn } from '../client/log-in.js';
import { scored } from './scored.js';

export const exposure = scored({
  question: 'What can anyone with the credential read without a key? How long is it?',
  headline: 'claims that anyone who holds the credential can read without a key',
  async observe(cluster, { mode, instances, firstUser }) {
    const username = usernameOf(firstUser);
    const claims = predictReadableClaims(mode);
    const bytes = predictCredentialBytes(mode, { username, instances });
    const record = createTrialRecord();
    const { credential } = await logIn(cluster, mode, username);
    record.noteLogIn(username);
    // An instance accepts it, so it is the credential, and no other part of the log-in's answer.
    const reply = await cluster.sendUntil(
      meRequest(mode, credential),
      ({ answer }) => answer?.status === 200,
    );
    record.note(username, reply, 0);
    return {
      ...record.observed(),
      figures: toFigures([
        { name: 'readable claims', unit: 'claims', expected: claims, measured: countClaims(credential) },
        {
          name: 'credential on each request',
          unit: 'bytes',
          expected: bytes,
          measured: countBytes(credential),
        },
      ]),
    };
  },
});

function countClaims({ authorization = '' }: Headers): number {
  return Object.keys(decodeClaims(authorization)).length;
}

/** Of the header line, as in `Cookie: …`, without the end of the line. */
function countBytes(credential: Headers): number {
  return Object.entries(credential).reduce((bytes, [name, value]) => bytes + `${name}: ${value}`.length, 0);
}
