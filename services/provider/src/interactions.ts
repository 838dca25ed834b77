// The pages of a sign-in: GET /provider/interaction/<uid> shows the step that is due, POST to the same path answers it.
import type { CheckCredentials } from '@scale-out-lab/api';
import { isSameOrigin, Problem } from '@scale-out-lab/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type InteractionResults, type Provider } from 'oidc-provider';
import { consentForm, logInForm, problemText } from './pages/forms.js';
import { pageHeaders, renderPage } from './pages/page.js';
import { chooseLanguage, texts } from './pages/texts.js';
import { providerProblem } from './problem.js';

interface InteractionsOptions {
  readonly provider: Provider;
  readonly checkCredentials: CheckCredentials;
  readonly issuer: URL;
  readonly instanceId: string;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Form = Readonly<Record<string, string>>;

const challenge = 'Form realm="scale-out-lab"';

export async function interactions(fastify: FastifyInstance, options: InteractionsOptions): Promise<void> {
  const { provider, checkCredentials, issuer, instanceId } = options;
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );

  fastify.get('/:uid', async ({ raw }, reply) => {
    const interaction = await find(raw, reply);
    return showStep(interaction, reply, raw.headers['accept-language']);
  });

  fastify.post<{ Body: Form | undefined }>('/:uid', async (request, reply) => {
    const { raw, headers } = request;
    const { origin, 'sec-fetch-site': site } = headers as Form;
    if (!isSameOrigin({ host: issuer.host, isTls: issuer.protocol === 'https:', origin, site })) {
      throw providerProblem('cross-site', 'The form comes from another site.');
    }
    const interaction = await find(raw, reply);
    const form = request.body ?? {};
    const answer = interaction.prompt.name === 'login' ? logIn : consent;
    const result = await answer(interaction, form, request, reply);
    if (result === undefined) return reply;
    const url = await provider.interactionResult(raw, reply.raw, result, {
      mergeWithLastSubmission: interaction.prompt.name !== 'login',
    });
    return reply.redirect(url, 303);
  });

  /** @throws Problem if this provider does not know the sign-in of the path and the cookie */
  async function find(raw: FastifyRequest['raw'], reply: FastifyReply): Promise<Interaction> {
    try {
      return await provider.interactionDetails(raw, reply.raw);
    } catch (cause) {
      if (!(cause instanceof errors.SessionNotFound)) throw cause;
      throw providerProblem('unknown-interaction', `${instanceId} does not know this sign-in.`, { cause });
    }
  }

  /** Resolves to nothing if it has answered with the form again. */
  async function logIn(interaction: Interaction, form: Form, request: FastifyRequest, reply: FastifyReply) {
    const { username = '', password = '' } = form;
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort());
    const attempt = { username, password, isCounted: false, address: request.ip, signal: closed.signal };
    try {
      const isForm = isText(username, 64) && isText(password, 256);
      const { user, headers } = isForm ? await checkCredentials(attempt) : { user: undefined, headers: {} };
      if (user) return { login: { accountId: user.username } } satisfies InteractionResults;
      throw providerProblem('invalid-credentials', 'No user has this username and this password.', {
        headers: { 'www-authenticate': challenge, ...headers },
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      reply.code(error.status).headers(error.headers);
      await showStep(interaction, reply, request.headers['accept-language'], {
        username,
        problem: error.code,
      });
      return undefined;
    }
  }

  async function consent({ params, session, prompt, grantId }: Interaction, { answer }: Form) {
    if (answer !== 'allow') {
      const refusal = { error: 'access_denied', error_description: 'The user refused the access.' };
      return refusal satisfies InteractionResults;
    }
    const accountId = session?.accountId;
    if (accountId === undefined) throw providerProblem('unknown-interaction', 'No user has logged in yet.');
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = known ?? new provider.Grant({ accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(missingScopes(prompt).join(' '));
    return { consent: { grantId: await grant.save() } } satisfies InteractionResults;
  }

  async function showStep(
    { uid, params, prompt, session }: Interaction,
    reply: FastifyReply,
    accepted: string | undefined,
    typed = { username: '', problem: '' },
  ) {
    const language = chooseLanguage(textOf(params.ui_locales), accepted);
    const words = texts[language];
    const found = await provider.Client.find(String(params.client_id));
    const client = found?.clientName ?? String(params.client_id);
    const action = `${issuer.pathname}/interaction/${uid}`;
    const [title, body] =
      prompt.name === 'login'
        ? [words.logIn, logInForm(words, { action, client, ...typed })]
        : [
            words.consent,
            consentForm(words, {
              action,
              client,
              username: session?.accountId ?? '',
              scopes: String(params.scope).split(' '),
            }),
          ];
    const headers = pageHeaders(String(params.redirect_uri));
    return reply.headers(headers).send(renderPage({ language, title, body, instanceId }));
  }

  // A problem is a page too, because a person reads it.
  fastify.setErrorHandler((error: Error, request, reply) => {
    if (!(error instanceof Problem)) throw error;
    const language = chooseLanguage(request.headers['accept-language']);
    const words = texts[language];
    const body = problemText(words, error.code, error.detail);
    return reply
      .code(error.status)
      .headers({ ...error.headers, ...pageHeaders() })
      .send(renderPage({ language, title: words.failed, body, instanceId }));
  });
}

/** The missing parts of the consent, in oidc-provider's words. */
function missingScopes({ details }: Interaction['prompt']): readonly string[] {
  const { missingOIDCScope: scopes } = details as { readonly missingOIDCScope?: readonly string[] };
  return scopes ?? [];
}

/** HMAC pads a short key with zeros, so "demo" and "demo\0" would be one password (RFC 2104 §2). */
function isText(text: string, maxLength: number): boolean {
  return text.length > 0 && text.length <= maxLength && !text.includes('\0');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
