// @fastify/cookie and @fastify/session without the work that an answer does not need.
import cookie from '@fastify/cookie';
import session, { type FastifySessionOptions } from '@fastify/session';
import type { FastifyInstance, onRequestHookHandler, onSendHookHandler } from 'fastify';
import fp from 'fastify-plugin';

export const leanCookie = fp((fastify: FastifyInstance, options: object, done) => {
  cookie(withHooks(fastify, { onRequest: unlessCopied }), options, done);
});

export const leanSession = fp<FastifySessionOptions>((fastify, options, done) => {
  session(withHooks(fastify, { onRequest: unlessCopied, onSend: unlessRead }), options, done);
});

/** Wraps the hooks that a plugin adds. */
function withHooks(fastify: FastifyInstance, wrappers: HookWrappers): FastifyInstance {
  const addHook = (name: keyof HookWrappers, hook: never) =>
    fastify.addHook(name, wrappers[name]?.(hook) ?? hook);
  const get = (target: FastifyInstance, key: keyof FastifyInstance) =>
    key === 'addHook' ? addHook : target[key];
  return new Proxy(fastify, { get } as ProxyHandler<FastifyInstance>);
}

interface HookWrappers {
  readonly onRequest?: (hook: onRequestHookHandler) => onRequestHookHandler;
  readonly onSend?: (hook: onSendHookHandler) => onSendHookHandler;
}

/** The plugin hashes the session to detect changes. A request that reads a live session changes nothing. */
function unlessRead(hook: onSendHookHandler): onSendHookHandler {
  return function saveUnlessRead(request, reply, payload, done) {
    if (request.routeOptions.config.readsOnly && request.session?.user) done();
    else hook.call(this, request, reply, payload, done);
  };
}

/** A request with a trusted copy needs neither its cookies nor a look-up. */
export function unlessCopied(hook: onRequestHookHandler): onRequestHookHandler {
  return function hookUnlessCopied(request, reply, done) {
    if (request.copiedUser) done();
    else hook.call(this, request, reply, done);
  };
}
