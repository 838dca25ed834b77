import { expect, it } from 'vitest';
import { ownAddress } from './own-address.js';

const replicas = ['172.20.0.3', '172.20.0.4', '172.20.0.5'];
const network = {
  lookUp: async (name: string) => (name === 'control' ? replicas : Promise.reject(new Error('ENOTFOUND'))),
  ownAddresses: () => ['127.0.0.1', '172.19.0.9', '172.20.0.4'],
};

it('is the one of this machine among those that a name stands for', async () => {
  expect(await ownAddress('control', network)).toBe('172.20.0.4');
});

it('is what was asked for where no name says otherwise', async () => {
  expect(await ownAddress('nowhere.example', network)).toBe('nowhere.example');
  expect(await ownAddress('control', { ...network, ownAddresses: () => ['127.0.0.1'] })).toBe('control');
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) expect(await ownAddress(host)).toBe(host);
});
