// The plan of a probe, from the options, the environment and the copied log-in.
import { type Environment, type ReadFile, usageError, wrongValue } from '@scale-out-lab/core';
import { Command } from 'commander';
import { basePathOf, type Headers } from '../http/connection.js';
import { type CopiedRequest, parseCurl } from './curl.js';
import { parseHar } from './har.js';
import { addProbeOptions, type ProbeValues } from './options.js';
import { checksToStayBelow, checksToTell, healthyRate, type ProbePlan } from './plan.js';
import { fillIn, isJson, type WrittenRequest } from './request.js';

/** The plan of a command line, for other programs. @throws CommanderError or ExitError (2) */
export function parseProbe(args: readonly string[], env: Environment): ProbePlan {
  const command = addProbeOptions(new Command('probe'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const parsed = command.parse(args, { from: 'user' });
  return toPlan(parsed.args[0] ?? '', parsed.opts<ProbeValues>(), env);
}

/** @throws ExitError (2) that names the missing option or the accepted values */
export function toPlan(
  address: string,
  values: ProbeValues,
  env: Environment,
  readFile?: ReadFile,
): ProbePlan {
  const url = parseAddress(address);
  const { check, basic, credential } = values;
  const copied = copiedLogIn(values, url, readFile);
  const login = values.login ?? copied?.request;
  if (!check)
    throw usageError(
      '--check is missing: name a request that only a logged-in user gets, such as "GET /account".',
    );
  if (!login && !basic && !credential)
    throw usageError(
      '--login is missing: name the log-in, such as "POST /login user=alice&password=$PASSWORD".',
    );
  const basicHeader = basic
    ? { authorization: `Basic ${Buffer.from(fillIn(basic, env, false)).toString('base64')}` }
    : {};
  const given = credential ? toHeader(fillIn(credential, env, false)) : login ? undefined : basicHeader;
  const limit = values.threshold?.limit ?? healthyRate;
  const wanted = Math.max(checksToStayBelow(limit), checksToTell(values.precision));
  const checks = values.checks ?? Math.ceil(wanted / values.users);
  return {
    url,
    logIn: values.login ? fillRequest(values.login, env) : copied?.request,
    csrf: values.csrf,
    csrfHeader: values.csrfHeader,
    tokenPath: values.tokenPath,
    tokenHeader: values.tokenHeader,
    credential: given,
    logInHeaders: login ? { ...copied?.headers, ...basicHeader } : {},
    check: fillRequest(check, env),
    proof: { text: values.expect, json: values.expectJson, status: values.expectStatus },
    logOut: values.logOut && fillRequest(values.logOut, env),
    refresh: values.refresh && fillRequest(values.refresh, env),
    users: values.users,
    checks,
    watchSeconds: values.watch === true ? Number.POSITIVE_INFINITY : values.watch,
    rate: values.rate,
    limit,
    precision: values.precision,
    timeoutMs: values.timeout * 1000,
    isTlsVerified: !values.insecure,
    isLoopbackOnly: false,
    sourceAddresses: values.sourceAddress?.split(',') ?? loopbackAddresses(url),
  };
}

/** A balancer that works by address takes the first three numbers (nginx, ip_hash). Only Linux has all of them. */
function loopbackAddresses(url: URL): readonly string[] {
  if (process.platform !== 'linux' || !/^127\.|^localhost$/.test(url.hostname)) return [];
  return Array.from({ length: 12 }, (_, index) => `127.${index + 1}.${index * 7}.1`);
}

function parseAddress(text: string): URL {
  if (text === '')
    throw usageError('The address is missing: name the application, such as https://shop.example.');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url && isPlain && ['http:', 'https:'].includes(url.protocol)) return url;
  throw wrongValue('The address', text, 'a URL such as https://shop.example');
}

/** The log-in of a curl command or of a recording. @throws ExitError (2) when it cannot be read, or is of another application */
function copiedLogIn(
  { fromCurl, fromHar }: ProbeValues,
  url: URL,
  readFile: ReadFile | undefined,
): Pick<CopiedRequest, 'request' | 'headers'> | undefined {
  const path = fromCurl ?? fromHar;
  if (path === undefined) return undefined;
  const flag = fromCurl === undefined ? '--from-har' : '--from-curl';
  let text: string;
  try {
    text = readFile?.(path === '-' ? '/dev/stdin' : path) ?? '';
  } catch (cause) {
    throw wrongValue(flag, path, 'a file that can be read', { cause });
  }
  const { url: logInUrl, request: written, headers } = (fromCurl === undefined ? parseHar : parseCurl)(text);
  const base = basePathOf(url);
  if (logInUrl.origin !== url.origin || !logInUrl.pathname.startsWith(`${base}/`))
    throw usageError(`${flag} logs in at ${logInUrl.origin}; expected a path below ${url.href}.`);
  const type = headers['content-type'] ?? '';
  if (/^multipart\//i.test(type))
    throw usageError(`${flag} sends ${type.replace(/;.*/, '')}; write the fields with --login instead.`);
  const isForm = type === '' || /^application\/x-www-form-urlencoded\b/i.test(type);
  const isList = written.body?.trimStart().startsWith('[') ?? false;
  if (written.body !== undefined && (!isForm || isList) && !isJson(written.body))
    throw usageError(
      `${flag} sends a body that is neither a form nor a JSON object; write the log-in with --login.`,
    );
  if (isJson(written.body)) parseJsonBody(written.body ?? '');
  return { request: { ...written, path: written.path.slice(base.length) }, headers };
}

function fillRequest(written: WrittenRequest, env: Environment): WrittenRequest {
  const body = written.body === undefined ? undefined : fillIn(written.body, env);
  if (isJson(body)) parseJsonBody(body ?? '');
  return { ...written, body };
}

/** No message shows the body: it holds the password. */
function parseJsonBody(body: string): void {
  try {
    JSON.parse(body);
  } catch {
    throw usageError('The body of a request begins with { but is not JSON. Check its quotes and commas.');
  }
}

function toHeader(text: string): Headers {
  const at = text.indexOf(':');
  return { [text.slice(0, at).toLowerCase()]: text.slice(at + 1).trim() };
}
