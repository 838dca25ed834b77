// The basis of forged access tokens: a real token, taken apart, and ways to get more.
import { catalogue, missingError } from '@scale-out-lab/core';
import { logInRequest } from '../../../http/requests.js';
import { isRecord, jsonBody } from '../../../model/answer.js';
import { type LogIn, logInAt, readLogIn, sendLogIn } from '../../client/log-in.js';
import { type ForgeryContext, usersOf } from './forgery-suite.js';
import { type Json, signHs256, signingInput, type TokenParts, takeApart } from './jws.js';

/** A public key that the instances publish. */
export type PublicKey = Json & { readonly kid: string };

export interface TokenFixture extends TokenParts, ForgeryContext {
  readonly token: string;
  readonly logIn: LogIn;
  /** Whether `sign` signs with the instances' own key. */
  readonly isKeyKnown: boolean;
  /** Signs the input with the instances' own key if it is known, or else appends the real token's signature. */
  sign(input: string): string;
  /** The real token with another header and other claims, signed. */
  alter(header: Json, claims?: Json): string;
  /** A token of the mode from any instance, or from a certain one. */
  logInAt(instance?: string, lifeSeconds?: number): Promise<LogIn>;
  /** Tokens of all other modes. */
  tokensOfOtherModes(): Promise<readonly string[]>;
  publicKeys(): Promise<readonly PublicKey[]>;
}

export async function createTokenFixture(context: ForgeryContext, instance?: string): Promise<TokenFixture> {
  const { cluster, mode, secrets } = context;
  const { owner } = usersOf(context);
  const logIn = await logInAt(context, owner, { instance });
  const token = tokenOf(logIn);
  const parts = takeApart(token);
  const secret = mode.keys === 'shared' ? secrets?.jwtSecret : undefined;
  const sign = (input: string) =>
    secret === undefined ? `${input}.${parts.signature}` : signHs256(secret, input);
  return {
    ...context,
    ...parts,
    token,
    logIn,
    sign,
    isKeyKnown: secret !== undefined,
    alter: (header, claims = {}) =>
      sign(signingInput({ ...parts.header, ...header }, { ...parts.claims, ...claims })),
    logInAt: (another, lifeSeconds) =>
      logInAt(context, owner, {
        instance: another,
        ...(lifeSeconds !== undefined && { options: { expires_in: lifeSeconds } }),
      }),
    async tokensOfOtherModes() {
      const others = catalogue.filter(({ name, credential }) => credential === 'jwt' && name !== mode.name);
      const replies = await Promise.all(
        others.map((each) => sendLogIn(cluster, () => cluster.send(logInRequest(each, owner)))),
      );
      return others.map((each, index) => tokenOf(readLogIn(each, owner, replies[index] ?? logIn.reply)));
    },
    async publicKeys() {
      const path = '/api/.well-known/jwks.json';
      const { answer } = await cluster.sendUntil(
        { method: 'GET', path },
        (reply) => reply.answer?.status === 200,
      );
      const body = answer && jsonBody(answer);
      return isRecord(body) && Array.isArray(body.keys) ? (body.keys as PublicKey[]) : [];
    },
  };
}

/** @throws ExitError when the log-in gave no token in compact form */
export function tokenOf({ username, credential }: LogIn): string {
  const { authorization = '' } = credential;
  if (/^Bearer [^.]+\.[^.]+\.[^.]+$/.test(authorization)) return authorization.slice('Bearer '.length);
  throw missingError(`${username}: the log-in gave no token in compact form.`);
}
