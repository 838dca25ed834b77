// The host's key: in a lab that is open to a network, a request that changes something for others needs it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { hostKeyHeader } from '@scale-out-lab/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from '../problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may send it: every visitor, or the host alone. Left out: the host, or everyone if the host allows it. */
    access?: 'visitors' | 'host';
  }
}

interface HostKeyOptions {
  readonly key: string;
  /** Whether the host has opened the lab to every visitor. */
  readonly isForEveryone: () => boolean;
}

const reads = ['GET', 'HEAD', 'OPTIONS'];

/** Covers every route, so that a new one needs the key unless it is marked as open. */
export const hostKey = fp(
  async (fastify: FastifyInstance, { key, isForEveryone }: HostKeyOptions) => {
    fastify.addHook('onRequest', async (request) => {
      const { method, routeOptions } = request;
      const { access } = routeOptions.config;
      if (routeOptions.url === undefined || reads.includes(method) || access === 'visitors') return;
      if (access !== 'host' && isForEveryone()) return;
      if (hasKey(request, key)) return;
      const remedy =
        'Open the link that the start of the lab printed, or have the host open the lab to everyone.';
      throw new Problem('host-only', `This changes the lab for everyone in the room. ${remedy}`);
    });
  },
  { name: 'host-key' },
);

/** Compares in constant time. */
export function hasKey({ headers }: Pick<FastifyRequest, 'headers'>, key: string): boolean {
  const sent = headers[hostKeyHeader];
  return typeof sent === 'string' && timingSafeEqual(digest(sent), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
