// A client of the API for one mode and one place: log in, get the user, renew, log out.

/**
 * @typedef {{ method: string, path: string, status: number, instance: string, body: any }} Answer
 * @param {{ name: string, credential: string, refresh?: true }} mode
 * @param {typeof import('./places.js').places.localStorage | typeof import('./places.js').places.cookie} place
 * @param {(answer: Answer) => void} onAnswer
 */
export function createClient(mode, place, onAnswer) {
  async function send(method, route, { headers = {}, json } = {}) {
    const path = `/api/${mode.name}/${route}`;
    const body = json && JSON.stringify(json);
    if (body) headers['content-type'] = 'application/json';
    const response = await fetch(path, { method, headers, body });
    const instance = response.headers.get('x-instance-id') ?? '?';
    const answer = { method, path, status: response.status, instance, body: await response.json() };
    onAnswer(answer);
    return answer;
  }

  /** The headers that the browser does not add by itself. */
  function headers() {
    const tokens = place.read(mode.name);
    return tokens ? { authorization: `Bearer ${tokens.access_token}` } : {};
  }

  /** The refresh token as a body, where the page keeps it; a cookie goes by itself. */
  function refreshToken() {
    const token = place.read(mode.name)?.refresh_token;
    return token ? { json: { refresh_token: token } } : {};
  }

  async function refresh() {
    const { status, body } = await send('POST', 'refresh', refreshToken());
    if (status === 200) place.keep(mode.name, body);
    return status === 200;
  }

  return {
    async logIn(username, password) {
      const transport = mode.credential === 'jwt' ? { transport: place.transport } : {};
      const answer = await send('POST', 'login', { json: { username, password, ...transport } });
      if (answer.status === 200 && mode.credential === 'jwt') place.keep(mode.name, answer.body);
      return answer;
    },

    /** Gets the logged-in user. An expired access token is renewed once. */
    async me() {
      const answer = await send('GET', 'me', { headers: headers() });
      const isOver = mode.refresh && answer.body.code === 'expired';
      return isOver && (await refresh()) ? send('GET', 'me', { headers: headers() }) : answer;
    },

    async logOut() {
      const answer = await send('POST', 'logout', { headers: headers(), ...refreshToken() });
      place.forget(mode.name);
      return answer;
    },
  };
}
