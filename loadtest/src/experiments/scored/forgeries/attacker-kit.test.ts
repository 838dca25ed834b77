import { networkInterfaces } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { openKeyServer } from './attacker-kit.js';

async function open(target: string) {
  const server = await openKeyServer(new URL(target), { keys: [] }, 'a certificate');
  onTestFinished(() => server.close());
  return server;
}

it('the key server serves keys and a certificate, and counts connections', async () => {
  const server = await open('http://127.0.0.1:8080');
  expect(server.connections()).toBe(0);
  expect(await (await fetch(`${server.url}/jwks.json`)).json()).toEqual({ keys: [] });
  expect(await (await fetch(`${server.url}/certificate.pem`)).text()).toBe('a certificate');
  expect(server.connections()).toBeGreaterThan(0);
});

it.each(['http://localhost:8080', 'http://[::1]:8080'])(
  'the key server stays on this machine for %s',
  async (target) => {
    expect((await open(target)).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  },
);

it('the key server has an address that a target on another machine can reach', async () => {
  const { hostname, href } = new URL((await open('http://nginx:8080')).url);
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  expect(own.map(({ address }) => address)).toContain(hostname);
  expect((await fetch(href)).ok).toBe(true);
});
