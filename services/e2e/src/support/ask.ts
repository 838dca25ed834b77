// One request with whatever headers a test likes, a foreign Host among them, which fetch would not send.
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it is sent; what is no text is sent as JSON, and says so. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined where the body is none. */
  readonly json: unknown;
}

export async function ask(url: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
  const isText = body === undefined || typeof body === 'string';
  const type = isText ? {} : { 'content-type': 'application/json' };
  // No connection is kept: the next request is another client's.
  const asked = request(`${url}${path}`, { method, agent: false, headers: { ...type, ...headers } });
  asked.end(isText ? body : JSON.stringify(body));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return { status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
