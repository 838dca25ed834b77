// What was edited, by name: `alg`, `sub`, `signature`, …
import type { Json } from '../anatomy/decode.js';
import { parseJson } from './assemble.js';
import type { Draft } from './draft.js';

/** Names of header fields and claims that differ, and of parts that do. */
export function listChanges(original: Draft, edited: Draft): readonly string[] {
  const before: Readonly<Record<string, string>> = original;
  const after: Readonly<Record<string, string>> = edited;
  return Object.keys(before).flatMap((part) => {
    if (before[part] === after[part]) return [];
    const isJson = part === 'header' || part === 'payload';
    return isJson ? differing(parseJson(before[part] ?? ''), parseJson(after[part] ?? ''), part) : [part];
  });
}

function differing(before: unknown, after: unknown, part: string): readonly string[] {
  if (!isObject(before) || !isObject(after)) return [part];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
