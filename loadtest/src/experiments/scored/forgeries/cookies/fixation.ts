// Session fixation: somebody logs in while carrying a cookie that the forger gave them. Is it the forger's session then?
import { randomBytes } from 'node:crypto';
import type { ForgeryGroup } from '../forgery-class.js';
import { encode } from '../jws.js';
import type { SessionFixture } from '../session-fixture.js';

export const fixation: ForgeryGroup<SessionFixture> = [
  {
    name: 'session ID that was there before the log-in',
    async forge({ id, sign, logInCarrying }) {
      const made = `${encode(randomBytes(24))}${id.slice(32)}`;
      const planted = [made, sign(made), sign(`fixed${id.slice(32)}`)];
      for (const value of planted) await logInCarrying(value);
      return planted;
    },
  },
  {
    name: 'session that somebody else has logged in over',
    async forge({ logInAgain, logInCarrying }) {
      const own = await logInAgain();
      await logInCarrying(own);
      return own;
    },
  },
];
