// hapi with @hapi/yar: the session sealed in the cookie, or in the memory of the instance with its sealed ID in the cookie.
import Hapi from '@hapi/hapi';
import Yar from '@hapi/yar';
import type { App } from './instance.js';

/** @param passwordOf the password with which an instance seals cookies */
export function hapi(passwordOf: (number: number) => string, where: 'cookie' | 'memory'): App {
  return {
    async start(number) {
      const server = Hapi.server({ host: '127.0.0.1', port: 0 });
      const cookieOptions = { password: passwordOf(number), isSecure: false };
      await server.register({
        plugin: Yar,
        options: { cookieOptions, maxCookieSize: where === 'memory' ? 0 : 1024, storeBlank: false },
      });
      server.route([
        {
          method: 'POST',
          path: '/login',
          handler: (request) => {
            request.yar.set('user', 'Alice');
            return 'Welcome';
          },
        },
        {
          method: 'GET',
          path: '/account',
          handler: (request, h) => {
            const user = request.yar.get('user');
            return user ? `Hello ${user}` : h.response('Log in.').code(401);
          },
        },
      ]);
      await server.start();
      return { port: Number(server.info.port), close: () => server.stop({ timeout: 0 }) };
    },
  };
}
