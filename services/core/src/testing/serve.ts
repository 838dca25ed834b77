// A real HTTP server for one test, which ends with it.
import { createServer, type RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from './listen.js';

/** Listens on a free port of 127.0.0.1. Resolves to its origin, such as http://127.0.0.1:20000. */
export async function serve(listener: RequestListener): Promise<string> {
  const { url, close } = await listen(createServer(listener));
  onTestFinished(close);
  return url;
}
