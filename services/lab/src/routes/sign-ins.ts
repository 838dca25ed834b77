// POST /lab/sign-ins plays a sign-in through the OpenID provider; every request goes through the balancer.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { signInRequest, signInView } from '@scale-out-lab/core/wire';
import { playSignIn, type SignInOptions } from '../clients/sign-in.js';
import { changes, route } from './responses.js';

export const signIns: FastifyPluginAsyncTypebox<SignInOptions> = async (fastify, options) => {
  fastify.post(
    '/sign-ins',
    route('clients', 'Signs alice in through the OpenID provider, as a browser does', {
      body: signInRequest,
      response: changes(200, signInView, 'unreachable'),
    }),
    ({ body }) => playSignIn(options, body),
  );
};
