// The bodies of the provider's pages: log-in, consent, log-out, and a problem.
import { type Html, html } from './page.js';
import type { Texts } from './texts.js';

interface LogInForm {
  readonly action: string;
  readonly client: string;
  /** As typed before. */
  readonly username: string;
  /** The code of the problem with the input; empty: no input yet. */
  readonly problem: string;
}

export function logInForm(texts: Texts, { action, client, username, problem }: LogInForm): Html {
  return html`<p>${texts.logInFor(client)}</p>
${problem ? problemText(texts, problem) : ''}
<form method="post" action="${action}">
<label>${texts.username} <input name="username" value="${username}" autocomplete="username" maxlength="64" required autofocus></label>
<label>${texts.password} <input name="password" type="password" autocomplete="current-password" maxlength="256" required></label>
<button>${texts.logIn}</button>
</form>
<p>${texts.hint}</p>`;
}

interface ConsentForm {
  readonly action: string;
  readonly client: string;
  readonly username: string;
  readonly scopes: readonly string[];
}

export function consentForm(texts: Texts, { action, client, username, scopes }: ConsentForm): Html {
  const items = scopes.map((scope) => html`<li>${texts.scopes[scope] ?? scope}</li>`);
  return html`<p>${texts.loggedInAs(username)}</p>
<p>${texts.asks(client)}</p>
<ul>${items}</ul>
<form method="post" action="${action}">
<button name="answer" value="allow">${texts.allow}</button>
<button name="answer" value="refuse">${texts.refuse}</button>
</form>`;
}

/** @param form of the library, which protects it against other sites and ends with its own fields */
export function logOutForm(texts: Texts, form: Html): Html {
  return html`<p>${texts.askLogOut}</p>
${form}
<p><button form="op.logoutForm" name="logout" value="yes">${texts.logOut}</button>
<button form="op.logoutForm">${texts.stay}</button></p>`;
}

export function problemText(texts: Texts, code: string, detail = ''): Html {
  return html`<p class="problem" role="alert" data-code="${code}">${texts.problems[code] ?? detail}</p>`;
}
