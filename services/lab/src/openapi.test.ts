import { expect, it } from 'vitest';
import { problems } from './problem.js';
import { useOfflineLab } from './testing/offline-lab.js';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
}

const headers = { host: 'localhost' };
const lab = useOfflineLab();

async function describeInterface() {
  const document = (await lab().inject({ url: '/docs/json', headers })).json();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...operation,
    })),
  );
  return { document, operations };
}

it('every route is described, with its refusals', async () => {
  const { document, operations } = await describeInterface();
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: expect.any(String), version: '1.0.0' } });
  expect(operations.map(({ name }) => name).sort()).toEqual([
    'DELETE /lab/clients/{id}',
    'DELETE /lab/clients/{id}/sessions/{logIn}',
    'DELETE /lab/load',
    'DELETE /lab/probe',
    'GET /lab/clients/{id}',
    'GET /lab/clients/{id}/sessions',
    'GET /lab/events',
    'GET /lab/experiments',
    'GET /lab/load',
    'GET /lab/probe',
    'GET /lab/room',
    'GET /lab/runs',
    'GET /lab/runs/{id}',
    'GET /lab/runs/{id}/report.html',
    'GET /lab/runs/{id}/report.json',
    'GET /lab/runs/{id}/report.md',
    'GET /lab/state',
    'GET /lab/workshop',
    'POST /lab/clients',
    'POST /lab/clients/pasted',
    'POST /lab/clients/{id}/census',
    'POST /lab/clients/{id}/copy',
    'POST /lab/clients/{id}/logout',
    'POST /lab/clients/{id}/refresh',
    'POST /lab/clients/{id}/requests',
    'POST /lab/instances/{id}/crash',
    'POST /lab/instances/{id}/drain',
    'POST /lab/instances/{id}/stall',
    'POST /lab/instances/{id}/start',
    'POST /lab/keys',
    'POST /lab/probe',
    'POST /lab/redis/crash',
    'POST /lab/redis/nodes/{id}/crash',
    'POST /lab/redis/nodes/{id}/stall',
    'POST /lab/redis/nodes/{id}/start',
    'POST /lab/redis/stall',
    'POST /lab/redis/start',
    'POST /lab/reset',
    'POST /lab/restart',
    'POST /lab/runs',
    'POST /lab/runs/{id}/cancel',
    'POST /lab/sign-ins',
    'PUT /lab/instances',
    'PUT /lab/load',
    'PUT /lab/redis/persistence',
    'PUT /lab/room',
    'PUT /lab/room/visitor',
  ]);
  const tags = document.tags.map(({ name }: { name: string }) => name);
  for (const { name, summary, tags: own = [], responses } of operations) {
    expect(summary, name).toBeTruthy();
    expect(tags, name).toEqual(expect.arrayContaining([...own]));
    expect(own, name).toHaveLength(1);
    for (const [status, { description, content }] of Object.entries(responses)) {
      expect(description, name).toEqual(expect.any(String));
      if (Number(status) >= 400)
        expect(Object.keys(content ?? {}), name).toEqual(['application/problem+json']);
    }
    expect(responses, name).toHaveProperty('403');
  }
});

it('every code of a refusal is described', async () => {
  const { document } = await describeInterface();
  const described = JSON.stringify(document);
  for (const code of Object.keys(problems)) expect(described).toContain(`(\`${code}\`)`);
});

it('the document is shown without a network, under its own policy', async () => {
  const page = await lab().inject({ url: '/docs', headers });
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
  expect(page.body).not.toMatch(/https?:\/\//);
  const script = await lab().inject({ url: '/docs/static/swagger-ui-bundle.js', headers });
  expect(script.statusCode).toBe(200);
});
