// Passwords at rest: scrypt hashes as PHC strings, so that the cost is part of the hash.
import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);
const phc = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const keyBytes = 32;
const maxMemoryBytes = 64 * 2 ** 20;

export interface ScryptCost {
  /** log2 of the number of rounds. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** `$scrypt$ln=…,r=…,p=…$salt$hash`, salt and hash in base64 without padding. */
export async function hashPassword(password: string, cost: ScryptCost): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, keyBytes, scryptOptions(cost));
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Whether the password is the one behind the hash. Takes as long for a wrong password as for the right one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt = '', expected = ''] = phc.exec(hash) ?? [];
  if (!expected) throw new TypeError('The stored hash is not a scrypt PHC string');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, 'base64'), keyBytes, scryptOptions(cost));
  return timingSafeEqual(actual, Buffer.from(expected, 'base64'));
}

function scryptOptions({ ln, r, p }: ScryptCost): ScryptOptions {
  const N = 2 ** ln;
  return { N, r, p, maxmem: maxMemoryBytes };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
