// The contract between the routes and a way to remember a log-in. Routes use nothing else.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '../users.js';

/** The user of a credential, and the instance that issued it. */
export interface Principal {
  readonly username: string;
  readonly issuedBy: string;
}

/** How a token travels: in the Authorization header, which scripts must set, or in a cookie, which browsers send. */
export const transports = ['header', 'cookie'] as const;
export type Transport = (typeof transports)[number];

interface LogInOptions {
  /** Whether this log-in ends the user's others. */
  readonly isExclusive: boolean;
  readonly transport: Transport;
  /** The lifetime of the log-in in seconds, if shorter than the mode's. */
  readonly atMostSeconds: number;
  /** The session at the OpenID provider through which the user signed in (`sid`). */
  readonly providerSession?: string | undefined;
}

interface LogOutReceipt {
  readonly username: string;
  /** Whether every instance refuses the credential from now on. */
  readonly revoked: boolean;
  readonly detail: string;
}

/** A log-in as its user may see it. */
interface LogInEntry {
  /** Names the log-in and is not a credential. */
  readonly id: string;
  readonly device: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly issuedBy: string;
  /** Whether it is the log-in of this request. */
  readonly current: boolean;
}

/** The place of a log-in in its user's list. It stays valid while other log-ins come and go. */
export interface Place {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The ID that is shown. */
  readonly name: string;
}

interface LogInPage {
  readonly logIns: readonly LogInEntry[];
  /** The last of this page if there are more. */
  readonly last: Place | undefined;
}

/** The log-ins of the user of a request. Each function may throw a Problem as `authenticate` does. */
export interface LogInDirectory {
  /** Up to `limit` log-ins after a place, the oldest first. */
  list(request: FastifyRequest, from: { limit: number; after: Place | undefined }): Promise<LogInPage>;
  /** Resolves to whether the store had a log-in of this user with this ID. */
  end(request: FastifyRequest, id: string): Promise<boolean>;
  /**
   * Ends the user's log-ins that came through a session at the OpenID provider; undefined: all of the user. Resolves to their
   * number.
   */
  endFrom(provider: { readonly username: string; readonly session: string | undefined }): Promise<number>;
}

export interface Authenticator {
  /** The challenge of a 401 (RFC 9110 §11.6.1), without the reason. */
  readonly challenge: string;
  /** Whether the credential is a Bearer header that this mode reads. No browser adds such a header by itself. */
  isBearer(request: FastifyRequest): boolean;
  /** Remembers the log-in. Resolves to the body of the answer. @throws Problem (503) */
  logIn(request: FastifyRequest, reply: FastifyReply, user: User, options: LogInOptions): Promise<object>;
  /** @throws Problem (401, or 503 when the store does not answer) */
  authenticate(request: FastifyRequest): Principal | Promise<Principal>;
  /** Ends the log-in of the request as far as the mode can. @throws Problem as `authenticate` does */
  logOut(request: FastifyRequest, reply: FastifyReply): Promise<LogOutReceipt>;
  /** Undefined if the server does not remember log-ins. */
  readonly logIns: LogInDirectory | undefined;
  /** Resolves to the body of the answer to a refresh token. @throws Problem (401, 503) */
  readonly refresh?: (request: FastifyRequest, reply: FastifyReply) => Promise<object>;
}

declare module 'fastify' {
  interface FastifyInstance {
    auth: Authenticator;
  }
}
