// The ID token and the access token of a client, side by side: the contents and the purpose of each.
import { decodeJson, split, tokenParts } from '@scale-out-lab/core';
import type { SignInView } from '@scale-out-lab/core/wire';
import { ClaimTable } from '../token/claim-table.js';
import { signInTexts } from './sign-in.js';

export function Tokens({ idToken, accessToken, userinfo }: NonNullable<SignInView['tokens']>) {
  const t = signInTexts().tokens;
  const claims = decodeJson(split(idToken, tokenParts)?.payload ?? '');
  return (
    <section class="part stack" aria-label={t.title}>
      <h3>{t.title}</h3>
      <p class="hint">{t.intro}</p>
      <div class="sign-in-tokens">
        <div class="box stack">
          <h4>{t.id}</h4>
          <p>{t.idFor}</p>
          <code class="sign-in-token">{idToken}</code>
          {claims && <ClaimTable part="payload" caption={t.claims} fields={claims} />}
        </div>
        <div class="box stack">
          <h4>{t.access}</h4>
          <p>{t.accessFor}</p>
          <code class="sign-in-token">{accessToken}</code>
          <p>{t.answers}</p>
          <pre>{JSON.stringify(userinfo, null, 2)}</pre>
        </div>
      </div>
      <p>{t.afterwards}</p>
    </section>
  );
}
