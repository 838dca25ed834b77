// GET /lab/workshop returns the tasks of the workshop that were done since the lab started or was reset, whichever page did them.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type ClientAndExchange,
  type ClientAndExchanges,
  type Exchange,
  type Incident,
  type RunView,
  type SignInView,
  workshopView,
} from '@scale-out-lab/core/wire';
import { checksOf, noFacts, stepNames } from '@scale-out-lab/core/workshop';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { reads, route } from '../routes/responses.js';

/** As many as a page keeps. */
const kept = 1000;
/** Of a room in which each visitor signs in a few times. */
const signInsKept = 200;

export type Workshop = ReturnType<typeof createWorkshop>;

export function createWorkshop(cluster: {
  readonly incidents: () => readonly Incident[];
  readonly run: () => RunView | null;
}) {
  let exchanges: readonly Exchange[] = [];
  let signIns: readonly SignInView[] = [];
  let since = '';
  return {
    note(sent: readonly Exchange[]): void {
      exchanges = [...exchanges, ...sent].slice(-kept);
    },
    noteSignIn(played: SignInView): void {
      signIns = [...signIns, played].slice(-signInsKept);
    },
    /** Earlier facts no longer count. */
    restart(): void {
      exchanges = [];
      signIns = [];
      since = new Date().toISOString();
    },
    view() {
      const run = cluster.run();
      const facts = {
        ...noFacts,
        ...{ exchanges, signIns },
        incidents: cluster.incidents().filter(({ at }) => at > since),
        run: run && run.startedAt > since ? run : null,
      };
      const steps = stepNames.map((name) => {
        const checks = Object.entries(checksOf(name, 'byRequests'));
        return { name, tasks: Object.fromEntries(checks.map(([task, isDone]) => [task, isDone(facts)])) };
      });
      return { steps };
    },
  };
}

type Answer = Partial<ClientAndExchange & ClientAndExchanges & SignInView>;

/** Notes the answers of the routes for visitors. */
export const followVisitors = fp(
  async (fastify: FastifyInstance, { workshop }: { readonly workshop: Workshop }) => {
    fastify.addHook('preSerialization', async (_request, _reply, payload) => {
      const { exchange, exchanges = [], isLoggedIn } = (payload ?? {}) as Answer;
      workshop.note(exchange ? [exchange] : exchanges);
      if (isLoggedIn !== undefined) workshop.noteSignIn(payload as SignInView);
      return payload;
    });
  },
  { name: 'follow-visitors' },
);

export const workshopRoute: FastifyPluginAsyncTypebox<{ readonly workshop: Workshop }> = async (
  fastify,
  { workshop },
) => {
  fastify.get(
    '/workshop',
    route('workshop', 'The tasks of the workshop that were done since the start or the last reset', {
      response: reads(workshopView),
    }),
    () => workshop.view(),
  );
};
