// The contract between the routes and a way to remember a log-in. Routes know this and no more.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '../users.js';

/** Who a credential speaks for, and which instance issued it. */
export interface Principal {
  readonly username: string;
  readonly issuedBy: string;
}

/** How a token travels: in the Authorization header, which scripts must set, or in a cookie, which browsers send. */
export const transports = ['header', 'cookie'] as const;
export type Transport = (typeof transports)[number];

export interface LogInTerms {
  /** Whether this log-in ends the user's others. */
  readonly isExclusive: boolean;
  readonly transport: Transport;
  /** Seconds that the log-in lives, if less than the mode would give. */
  readonly atMostSeconds: number;
}

export interface LogOutReceipt {
  readonly username: string;
  /** Whether every instance refuses the credential from now on. */
  readonly revoked: boolean;
  readonly detail: string;
}

/** A log-in as its user may see it. */
export interface LogInEntry {
  /** Names the log-in and is no credential. */
  readonly id: string;
  readonly device: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly issuedBy: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** Where a log-in stands in the list of its user: it is found again though others come and go. */
export interface Place {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The ID that is shown. */
  readonly name: string;
}

export interface LogInPage {
  readonly logIns: readonly LogInEntry[];
  /** The last of this page, where there are more. */
  readonly last: Place | undefined;
}

/** The log-ins of the user who asks. Each may throw a Problem as `authenticate` does. */
export interface LogInDirectory {
  /** So many, the oldest first, of those that come after a place. */
  list(request: FastifyRequest, from: { limit: number; after: Place | undefined }): Promise<LogInPage>;
  /** Resolves to whether the user had a log-in of this ID, as far as this instance knows. */
  end(request: FastifyRequest, id: string): Promise<boolean>;
}

export interface Authenticator {
  /** What a 401 says about how to log in (RFC 9110 §11.6.1), without the reason. */
  readonly challenge: string;
  /** Whether the credential is a Bearer header that this mode reads. No browser adds one by itself. */
  isBearer(request: FastifyRequest): boolean;
  /** Remembers the log-in. Resolves to the body that tells the client. @throws Problem (503) */
  logIn(request: FastifyRequest, reply: FastifyReply, user: User, terms: LogInTerms): Promise<object>;
  /** @throws Problem (401, or 503 when the store does not answer) */
  authenticate(request: FastifyRequest): Principal | Promise<Principal>;
  /** Ends the log-in of the request's credential as far as this way can. @throws Problem as `authenticate` does */
  logOut(request: FastifyRequest, reply: FastifyReply): Promise<LogOutReceipt>;
  /** Undefined where nothing on the server remembers a log-in. */
  readonly logIns: LogInDirectory | undefined;
  /** Resolves to the body of the answer to a refresh token. @throws Problem (401, 503) */
  readonly refresh?: (request: FastifyRequest, reply: FastifyReply) => Promise<object>;
}

declare module 'fastify' {
  interface FastifyInstance {
    auth: Authenticator;
  }
}
