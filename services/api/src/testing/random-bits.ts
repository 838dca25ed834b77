// Whether values are random in every bit. A value that is padded or repeats itself is as long and is not.
import { expect } from 'vitest';

const samples = 200;

/** That each bit of `create()` varies by itself: of 200 values no two bits are always equal, nor is any always the same. */
export async function expectRandomBits(count: number, create: () => Buffer | Promise<Buffer>): Promise<void> {
  const values: string[] = [];
  for (let i = 0; i < samples; i++) values.push(bitsOf(await create()));
  expect(values[0]).toHaveLength(count);
  const columns = Array.from({ length: count }, (_, bit) => values.map((value) => value[bit]).join(''));
  expect(new Set(columns).size, 'bits that vary independently').toBe(count);
  expect(columns.filter((column) => !column.includes('0') || !column.includes('1'))).toEqual([]);
}

const bitsOf = (bytes: Buffer) => Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
