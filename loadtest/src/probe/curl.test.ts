import { expect, it } from 'vitest';
import { parseCurl } from './curl.js';

it.each([
  [
    `curl 'https://shop.example/login?next=%2F' \\
  -H 'Content-Type: application/x-www-form-urlencoded' -H 'Cookie: old=1' \\
  --data-raw 'user=alice&password=it%27s' --compressed`,
    { method: 'POST', path: '/login?next=%2F', body: 'user=alice&password=it%27s' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ],
  [
    `curl -s -X PUT https://shop.example/login --json '{"user":"alice"}'`,
    { method: 'PUT', path: '/login', body: '{"user":"alice"}' },
    { 'content-type': 'application/json' },
  ],
  [
    `curl "https://shop.example/login" -d $'a=it\\'s' -d "b=\\"x\\"" -u alice:demo`,
    { method: 'POST', path: '/login', body: `a=it's&b="x"` },
    { authorization: 'Basic YWxpY2U6ZGVtbw==' },
  ],
  [
    `curl -XPOST https://shop.example/login -d'user=alice' -d$'password=it\\u0021\\x21\\41' -ualice:demo`,
    { method: 'POST', path: '/login', body: 'user=alice&password=it!!!' },
    { authorization: 'Basic YWxpY2U6ZGVtbw==' },
  ],
  [
    `curl -sSXPUT -sd 'user=alice' https://shop.example/login`,
    { method: 'PUT', path: '/login', body: 'user=alice' },
    {},
  ],
])('%s is read as a shell would', (text, request, headers) => {
  expect(parseCurl(text)).toEqual({ url: expect.any(URL), request, headers });
});

it.each([
  ['wget https://shop.example', 'it does not begin with "curl"'],
  ['curl -d a=1', 'names no URL'],
  ['curl --proxy http://p https://shop.example', 'has the option --proxy'],
  ['curl -X TRACE https://shop.example', 'has the method TRACE'],
])('%s is wrong usage', (text, sentence) => {
  expect(() => parseCurl(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => parseCurl(text)).toThrow(sentence);
});

it.each(['--data-urlencode=password=hunter2', '--data=password=hunter2', '-sFpassword=hunter2'])(
  'the message about the unknown option %s shows no value',
  (option) => {
    const wrong = () => parseCurl(`curl ${option} https://shop.example/login`);
    expect(wrong).toThrow('which is not supported');
    expect(wrong).not.toThrow('hunter2');
  },
);
