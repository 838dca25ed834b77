import { expect, it } from 'vitest';
import { fillIn, findTypedSecret, parseRequest, resolve, toBody } from './request.js';

it.each([
  ['GET /account', { method: 'GET', path: '/account', body: undefined }],
  ['post /login user=a&password=$P', { method: 'POST', path: '/login', body: 'user=a&password=$P' }],
  ['POST /login {"user": "a"}', { method: 'POST', path: '/login', body: '{"user": "a"}' }],
])('%s is a request', (text, request) => {
  expect(parseRequest(text)).toEqual(request);
});

it.each(['', '/login', 'GET account', 'FETCH /account', 'GET /account a=1', 'GET //evil.example/'])(
  '"%s" is no request',
  (text) => {
    expect(parseRequest(text)).toBeUndefined();
  },
);

it.each([
  ['user=a&password=$P', 'user=a&password=x%26%22y'],
  ['{"user":"a","password":"$P"}', '{"user":"a","password":"x&\\"y"}'],
  ['Authorization: Bearer $P', 'Authorization: Bearer x&"y'],
  ['user=a&password=…', 'user=a&password=stand-in'],
  ['price=5$P', 'price=5$P'],
])('in %s a variable is a whole value, in the spelling of its place', (text, filled) => {
  expect(fillIn(text, { P: 'x&"y', PROBE_PASSWORD: 'stand-in' })).toBe(filled);
});

it('a header has a value as it is, and a name can be in lower case', () => {
  const env = { sid: 's%3Aabc.d=', P: 'p' };
  expect(fillIn('Cookie: a=$sid; b=$P', env, false)).toBe('Cookie: a=s%3Aabc.d=; b=p');
});

it('a variable that is not set is wrong usage, and the message names it', () => {
  expect(() => fillIn('password=$SECRET', {})).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => fillIn('password=$SECRET', {})).toThrow('$SECRET is not set');
});

it.each([
  ['user=a&password=demo', 'password'],
  ['{"user":"a","pass":"demo"}', 'pass'],
  ['user=a&password=$PASSWORD', undefined],
  ['{"refresh_token":"{refresh_token}"}', undefined],
  ['{"user":"a","password":"$PASSWORD"}', undefined],
  ['user=a', undefined],
])('in %s the typed secret is %s', (text, field) => {
  expect(findTypedSecret(text)).toBe(field);
});

it('a CSRF token joins a form and JSON, in place of an older one', () => {
  expect(toBody('_csrf=old&user=a', { _csrf: 'new' }).body).toBe('_csrf=new&user=a');
  expect(toBody('user=a', { _csrf: 'x y' }).body).toBe('user=a&_csrf=x+y');
  expect(toBody('{"user":"a"}', { _csrf: 'x' }).body).toBe('{"user":"a","_csrf":"x"}');
  expect(toBody(undefined)).toEqual({ headers: {}, body: undefined });
});

it('a path is taken below the path of the application', () => {
  expect(resolve(new URL('http://a.example/shop/'), '/account?x=1').href).toBe(
    'http://a.example/shop/account?x=1',
  );
});
