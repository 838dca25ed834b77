// One request with any headers, a foreign Host among them, which fetch would not send.
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is; any other value is sent as JSON, with its Content-Type. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined if there is no body. */
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
