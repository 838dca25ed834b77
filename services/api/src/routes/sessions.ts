// GET /api/<mode>/sessions lists the user's log-ins page by page (?limit=, ?cursor=), DELETE /api/<mode>/sessions/<id> ends one of them.
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Place } from '../auth/contract.js';
import { maxLogInsPerUser } from '../auth/log-ins/log-in-store.js';
import { Problem } from '../problem.js';

const defaultLimit = 50;

const querystring = Type.Object({
  limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$' })),
  /** From `renderCursor`. */
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}~[A-Za-z0-9_.-]{1,128}$' })),
});

/** 501: the request is fine, and every other instance would answer the same. */
export function notRemembered(what: string): Problem {
  const detail = `No server remembers the log-ins of this mode. Only the holders have the tokens, so no server can ${what}.`;
  return new Problem('not-remembered', detail);
}

export async function sessions(fastify: FastifyInstance): Promise<void> {
  const { logIns } = fastify.auth;

  fastify.get<{ Querystring: Static<typeof querystring> }>(
    '/sessions',
    { schema: { querystring } },
    async (request, reply) => {
      if (!logIns) throw notRemembered('list them');
      const limit = Number(request.query.limit ?? defaultLimit);
      const page = await logIns.list(request, { limit, after: parseCursor(request.query.cursor) });
      const answer = { sessions: page.logIns, maxPerUser: maxLogInsPerUser };
      if (!page.last) return answer;
      const next = renderCursor(page.last);
      // Relative to the request's URL (RFC 8288 §3).
      reply.header('link', `<?${new URLSearchParams({ limit: String(limit), cursor: next })}>; rel="next"`);
      return { ...answer, next };
    },
  );

  const options = { config: { usesCredential: true } };
  fastify.delete<{ Params: { id: string } }>('/sessions/:id', options, async (request, reply) => {
    if (!logIns) throw notRemembered('end one of them');
    if (await logIns.end(request, request.params.id)) return reply.code(204).send();
    throw new Problem('not-found', 'This instance knows no log-in of yours with this ID.');
  });
}

function renderCursor({ createdAt, name }: Place): string {
  return `${createdAt}~${name}`;
}

function parseCursor(cursor: string | undefined): Place | undefined {
  const [createdAt, name] = cursor?.split('~') ?? [];
  return createdAt === undefined || name === undefined ? undefined : { createdAt: Number(createdAt), name };
}
