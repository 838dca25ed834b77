// The panel "Sign-in".
import { percent } from '../format.js';

export const signInTexts = {
  panel: {
    title: 'Sign in through another server',
    intro:
      'The control room signs alice in through the OpenID provider, as a browser does. An instance begins the sign-in and must still know it when the browser comes back.',
    mode: 'Mode',
    alone: 'Sign in alone',
    amidOthers: 'Sign in amid other requests',
    predicted: (alone: number, amidOthers: number) =>
      `Predicted: of the sign-ins of a lone user, ${percent(alone)} succeed; amid other requests, ${percent(amidOthers)}.`,
  },

  kept: {
    memory: 'The instance that begins a sign-in keeps it in its memory.',
    cookie: 'The browser carries the pending sign-in in an encrypted cookie, which every instance can read.',
    redis: 'Redis keeps the pending sign-in, where every instance finds it.',
  },

  result: {
    loggedIn: (instance: string) => `Logged in. ${instance} got the callback and found the pending sign-in.`,
    failed: (instance: string) => `Not logged in. ${instance} refused the callback.`,
    elsewhere: (begunBy: string, callbackAt: string) =>
      `${begunBy} began the sign-in. The callback reached ${callbackAt}, which has never seen it.`,
    others: (count: number) => `Requests of others before the callback: ${count}.`,
  },

  places: {
    title: 'Where the pending sign-in is',
    browser: 'browser',
    redis: 'Redis',
    used: 'sign-in used',
    left: 'sign-in left over',
  },

  steps: {
    caption: 'The requests of the browser',
    path: 'Browser → nginx → instance → provider',
    nobody: 'no answer',
    'sign-in':
      'The instance keeps state, nonce and the PKCE verifier, and sends the browser to the provider.',
    auth: 'The provider does not know the user yet, and shows its log-in page.',
    page: 'The log-in page of the provider.',
    password: 'The provider checks the password. The instances never see it.',
    code: 'The provider sends the browser back to the lab, with a code in the URL.',
    callback: 'The instance exchanges the code for an ID token, checks it, and opens a session.',
    refused: 'The instance does not know the sign-in, and refuses.',
    me: 'From now on, each request carries the session cookie.',
  },

  tokens: {
    title: 'The two tokens of a client',
    intro:
      'The tokens of an instance never reach the browser. So the control room signs alice in for a program of this machine, too, and shows what that client gets.',
    id: 'ID token',
    idFor: 'For the client, once: it identifies the user. No request carries it.',
    access: 'Access token',
    accessFor: 'For the provider: it opens one route there, and has no contents of its own.',
    answers: 'The answer of the provider to it:',
    claims: 'Claims of the ID token',
    afterwards:
      'Your requests carry neither of them. Your servers keep a session, or accept a token of their own.',
  },
};
