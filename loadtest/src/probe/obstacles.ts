// Requirements of a log-in that the probe cannot meet.
import type { Answer } from '../model/answer.js';

const obstacles: readonly (readonly [RegExp, string])[] = [
  [
    /captcha|turnstile/i,
    'The log-in page has a CAPTCHA, which the probe cannot solve; use an account or an address without one.',
  ],
  [
    /verification.code|two.?factor|2fa|(?<![a-z])(?:mfa|otp)(?![a-z])|one.time/i,
    'The log-in requires a second factor; use an account without one, or give a credential with --credential.',
  ],
  [
    /enable javascript|requires javascript|<noscript/i,
    'The log-in page needs JavaScript; name the request that its script sends.',
  ],
];

/** A sentence with the way round it; undefined if the answer has no such requirement. */
export function findObstacle(answer: Answer | undefined): string | undefined {
  return obstacles.find(([pattern]) => pattern.test(answer?.body ?? ''))?.[1];
}
