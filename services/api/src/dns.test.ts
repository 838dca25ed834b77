import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { findInstanceId, lookUpWith, ownAddress, parseReplica, toInstanceId } from './dns.js';

it.each([
  ['scale-out-lab-api-1.scale-out-lab_default', 'api-1'],
  ['lab-api-12.lab_default', 'api-12'],
  ['lab_2-api-3.lab_2_default', 'api-3'],
  ['redis.lab_default', undefined],
  ['api-1', undefined],
])('%s is the replica %s', (name, replica) => {
  expect(parseReplica(name)).toBe(replica);
});

it.each([
  ['Minjis-MacBook.local', 'minjis-macbook-local'],
  ['HOST_7', 'host-7'],
  ['x'.repeat(80), 'x'.repeat(63)],
  ['', 'instance'],
])('%j becomes the instance %s', (name, id) => {
  expect(toInstanceId(name)).toBe(id);
});

it('outside of a container an instance has the name of the machine', async () => {
  expect(await findInstanceId()).toBe(toInstanceId(hostname()));
});

const replicas = ['172.20.0.3', '172.20.0.4', '172.20.0.5'];
const network = {
  lookUp: async (name: string) => (name === 'control' ? replicas : Promise.reject(new Error('ENOTFOUND'))),
  ownAddresses: () => ['127.0.0.1', '172.19.0.9', '172.20.0.4'],
};

it("ownAddress returns this machine's address among those of a name", async () => {
  expect(await ownAddress('control', network)).toBe('172.20.0.4');
});

it('ownAddress returns a host without an address of this machine unchanged', async () => {
  expect(await ownAddress('nowhere.example', network)).toBe('nowhere.example');
  expect(await ownAddress('control', { ...network, ownAddresses: () => ['127.0.0.1'] })).toBe('control');
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) expect(await ownAddress(host)).toBe(host);
});

const nameError = 3; // RFC 1035 §4.1.1

/** A look-up that asks a name server which gives every query that answer code, or none. */
async function lookUpAt(answerCode?: number) {
  const server = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  server.on('message', (query, from) => {
    if (answerCode === undefined) return;
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8180 | answerCode, 2);
    server.send(answer, from.port, from.address);
  });
  await once(server, 'listening');
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([`127.0.0.1:${(server.address() as AddressInfo).port}`]);
  const lookUp = lookUpWith(() => resolver);
  return (name: string) =>
    new Promise((resolve, reject) => {
      lookUp(name, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
    });
}

it('a look-up fails within half a second if no name server answers', async () => {
  const lookUp = await lookUpAt();
  // Timers of one process fire in the order in which they are due, however busy the machine is.
  const tooLate = sleep(600, 'too late');
  await expect(Promise.race([lookUp('redis'), tooLate])).rejects.toMatchObject({ code: 'ETIMEOUT' });
});

it('a look-up of localhost needs no name server', async () => {
  const lookUp = await lookUpAt();
  expect(await lookUp('localhost')).toContainEqual({ address: '127.0.0.1', family: 4 });
});

it('each look-up reads the addresses of the name servers again', async () => {
  const servers = [['192.0.2.1'], ['192.0.2.2']];
  const lookUp = lookUpWith(() => ({ resolve4: async () => servers.shift() ?? [] }) as never);
  const find = () => new Promise((resolve) => lookUp('redis', {}, (_error, address) => resolve(address)));
  expect([await find(), await find()]).toEqual(['192.0.2.1', '192.0.2.2']);
});

it('a look-up queries the system for a name that the name servers do not have', async () => {
  const lookUp = await lookUpAt(nameError);
  expect(await lookUp(hostname())).not.toEqual([]);
});

it('a look-up fails within half a second if the name server refuses and the system searches', async () => {
  const noServer = { resolve4: () => Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' })) };
  const searches: string[] = [];
  const never = (name: string) => new Promise<never>(() => void searches.push(name));
  const lookUp = lookUpWith(() => noServer, never);
  const find = () => new Promise((resolve) => lookUp('redis', { all: true }, resolve));
  const tooLate = sleep(500, 'too late');
  for (let times = 0; times < 2; times += 1)
    expect(await Promise.race([find(), tooLate])).toMatchObject({ code: 'ETIMEOUT' });
  expect(searches).toEqual(['redis']);
});

it('a look-up returns one address or all, as requested', () => {
  const lookUp = lookUpWith(() => ({ resolve4: async () => ['192.0.2.1', '192.0.2.2'] }) as never);
  const found = (all: boolean) =>
    new Promise((resolve) => lookUp('redis', { all }, (_error, address) => resolve(address)));
  return Promise.all([
    expect(found(false)).resolves.toBe('192.0.2.1'),
    expect(found(true)).resolves.toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ]),
  ]);
});
