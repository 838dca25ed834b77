// The contract between the routes and a way to remember a log-in. Routes know this and no more.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '../users.js';

/** Who a credential speaks for, and which instance issued it. */
export interface Principal {
  readonly username: string;
  readonly issuedBy: string;
}

export interface LogOutReceipt {
  readonly username: string;
  /** Whether the credential is refused from now on. */
  readonly revoked: boolean;
  readonly detail: string;
}

export interface Authenticator {
  /** What a 401 says about how to log in (RFC 9110 §11.6.1), without the reason. */
  readonly challenge: string;
  /** Remembers the log-in. Resolves to the body that tells the client. */
  logIn(request: FastifyRequest, reply: FastifyReply, user: User): Promise<object>;
  /** @throws Problem (401, or 503 when the store does not answer) */
  authenticate(request: FastifyRequest): Principal | Promise<Principal>;
  /** Ends the log-in of the request's credential as far as this way can. @throws Problem as `authenticate` does */
  logOut(request: FastifyRequest, reply: FastifyReply): Promise<LogOutReceipt>;
}

declare module 'fastify' {
  interface FastifyInstance {
    auth: Authenticator;
  }
}
