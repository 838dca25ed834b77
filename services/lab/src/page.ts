// Serves the built files of the page, with their cache headers.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

export const page = fp(
  async (fastify: FastifyInstance, { pages }: { pages: string }) => {
    if (!existsSync(join(pages, 'index.html'))) {
      const sentence = `The page is not built: there is no index.html in ${pages}. Run: npm run build\n`;
      fastify.get('/', { schema: { hide: true } }, (_request, reply) =>
        reply.code(503).type('text/plain; charset=utf-8').send(sentence),
      );
      return;
    }
    await fastify.register(files, {
      root: pages,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        reply.header('cache-control', path.includes('/assets/') ? forEver : 'no-cache');
      },
    });
  },
  { name: 'page' },
);

/** The name of an asset has a hash of its content. */
const forEver = 'public, max-age=31536000, immutable';
