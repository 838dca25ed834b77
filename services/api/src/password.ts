// Passwords at rest: scrypt hashes as PHC strings, `$scrypt$ln=…,r=…,p=…$salt$hash`, so that the cost is part of the hash.
import { type BinaryLike, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);
const phc = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const keyBytes = 32;
const maxMemoryBytes = 64 * 2 ** 20;

/** Whether the hash is the password's. Takes as long for a wrong password as for the right one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt = '', expected = ''] = phc.exec(hash) ?? [];
  if (!expected) throw new TypeError('The stored hash is not a scrypt PHC string');
  const cost = { N: 2 ** Number(ln), r: Number(r), p: Number(p), maxmem: maxMemoryBytes };
  const actual = await derive(password, Buffer.from(salt, 'base64'), keyBytes, cost);
  return timingSafeEqual(actual, Buffer.from(expected, 'base64'));
}
