// Exposure: what can anyone with the credential read, and how many bytes does it add to each request?
import {
  decodeClaims,
  decodeJson,
  predictCredentialBytes,
  predictReadableClaims,
  sessionCopyName,
} from '@scale-out-lab/core';
import { type Headers, isTls } from '../../http/connection.js';
import { meRequest } from '../../http/requests.js';
import { logInRecorded, usernameIn } from '../client/scored-trial.js';
import { scored } from './scored.js';

export const exposure = scored({
  question: {
    en: 'What can anyone with the credential read without a key? How long is it?',
    ko: '자격 증명을 가진 사람은 키 없이 무엇을 읽을 수 있고, 그 길이는 얼마입니까?',
  },
  headline: {
    en: 'claims that anyone who holds the credential can read without a key',
    ko: '자격 증명을 가진 사람이 키 없이 읽을 수 있는 클레임 수',
  },
  async observe(trial) {
    const { url, cluster, mode, instances, record } = trial;
    const username = usernameIn(trial, 0);
    const { credential } = await logInRecorded(trial, username);
    // An instance accepts it, so it is the credential, and no other part of the log-in's answer.
    const request = meRequest(mode, credential);
    record.note(username, await cluster.sendUntil(request, ({ answer }) => answer?.status === 200), 0);
    const bytes = predictCredentialBytes(mode, { username, instances, isTls: isTls(url) });
    return {
      'readable claims': [
        'claims',
        predictReadableClaims(mode),
        countClaims(credential, sessionCopyName(mode, isTls(url))),
      ],
      'credential on each request': ['bytes', bytes, countBytes(credential)],
    };
  },
});

/** Of the access token, or of the copy of the session. */
function countClaims({ authorization = '', cookie = '' }: Headers, copyName: string): number {
  const copy = cookie.split('; ').find((pair) => pair.startsWith(`${copyName}=`));
  const payload = copy?.slice(copyName.length + 1).split('.')[0] ?? '';
  return Object.keys({ ...decodeClaims(authorization), ...decodeJson(payload) }).length;
}

/** Of the header line, as in `Cookie: …`, without the end of the line. */
function countBytes(credential: Headers): number {
  return Object.entries(credential).reduce((bytes, [name, value]) => bytes + `${name}: ${value}`.length, 0);
}
