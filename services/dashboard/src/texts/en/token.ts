// The panel "Token".

export const tokenTexts = {
  anatomy: {
    title: 'Anatomy',
    nobody: (mode: string) => `No visitor is logged in to ${mode}.`,
    logIn: (user: string) => `Log ${user} in`,
    holder: 'Owner',
    renew: 'Renew with the refresh token',
  },

  claims: {
    name: 'Name and kind',
    value: 'Value',
    meaning: 'Meaning',
    kinds: { registered: 'registered', public: 'public', private: 'private' },
    about:
      'Registered claims are those of RFC 7519. Public ones have a name that no other issuer uses: from the IANA registry, or a URI. Private ones mean something only between issuer and reader.',
    kindsOf: 'Show the kinds of the claims',
  },

  meanings: {
    alg: 'The signing algorithm. An instance accepts only the one it expects, whatever the header says.',
    typ: 'The type: an access token (RFC 9068), not any other JWT.',
    kid: 'The ID of the signing key, so that the instance verifies with the right one.',
    iss: 'The issuer.',
    sub: 'The user.',
    aud: 'The audience: the recipient of the token. Any other recipient refuses it.',
    exp: 'The expiry time. Instances refuse the token from then on.',
    nbf: 'The token is not valid before this time. It is set a little early, since clocks differ.',
    iat: 'The time of issue.',
    nonce: 'A random value that the client chose for this sign-in. Each sign-in has a different one.',
    jti: 'The ID of the token, by which it can be revoked.',
    sid: 'The log-in that the token belongs to. One log-in can have several tokens.',
    name: 'The full name: personal data.',
    email: 'The email address: personal data.',
    birthdate: 'The date of birth: personal data.',
    client_id: 'The client that the token was issued to (RFC 9068): the pages of the lab.',
    'https://scale-out-lab.example/claims/mode': 'The mode, under a name that no other application uses.',
    username: 'The name that the user logs in with, as in sub.',
    issued_by: 'The instance that issued it.',
  },

  cookie: {
    parts: { tag: 'User tag', id: 'Session ID', instance: 'Instance', signature: 'Signature' },
    closed: 'The cookie holds nothing to read. The server keeps the user in the session store.',
    tag: 'The same for all log-ins of a user, so that Redis keeps them in one place. It is made with a secret and does not name the user.',
    id: '24 random bytes. It cannot be guessed and means nothing without the session store.',
    instance:
      'The instance that created the session, like the jvmRoute in a JSESSIONID cookie. The lab uses it only to name that instance.',
    signature:
      'Keeps invented IDs away from the store. It needs the cookie secret, which instances may or may not share.',
    expires: (date: string) => `The session expires on ${date}, or earlier by a log-out.`,
    unreadable: 'This is not a cookie of the lab.',
  },

  countdown: {
    left: (clock: string) => `Expires in ${clock}`,
    over: (distance: string) => `Expired ${distance}`,
    life: 'Time until expiry',
  },

  token: {
    parts: { header: 'Header', payload: 'Payload', signature: 'Signature' },
    open: 'Signed, not encrypted: anyone who holds the token can read it, as this page does in the browser. Only the signature needs the key.',
    headerFields: 'Header: how it is signed',
    claims: 'Payload: the claims',
    unreadable: 'This is not a token in compact form.',
  },

  facts: {
    caption: 'Consequences of each place',
    fact: 'The credential …',
    read: {
      name: 'can be read by an injected script',
      cookie: 'No. A script cannot copy it.',
      sessionStorage: 'Yes, and it can be used elsewhere.',
      localStorage: 'Yes, and it can be used elsewhere.',
    },
    used: {
      name: 'can be used by an injected script',
      cookie: 'Yes, while the page is open: the browser attaches it.',
      sessionStorage: 'Yes.',
      localStorage: 'Yes.',
    },
    sent: {
      name: 'is sent automatically (CSRF)',
      cookie: 'Yes. SameSite and an origin check must prevent it.',
      sessionStorage: 'No. The page has to add it.',
      localStorage: 'No. The page has to add it.',
    },
    tab: {
      name: 'survives a closed tab',
      cookie: 'Yes, and all tabs share it.',
      sessionStorage: 'No. Each tab has its own.',
      localStorage: 'Yes, and all tabs share it.',
    },
    browser: {
      name: 'survives a closed browser',
      cookie: 'No, since the lab sets no Max-Age.',
      sessionStorage: 'No.',
      localStorage: 'Yes, until it is removed.',
    },
  },

  places: {
    legend: 'Keep it in',
    cookie: 'HttpOnly cookie',
    sessionStorage: 'sessionStorage',
    localStorage: 'localStorage',
    session: 'A session ID is sent only in a cookie.',
  },

  readable: {
    title: 'What a script on this page can read',
    nothing: 'nothing',
    httpOnly: 'An HttpOnly cookie is not listed, although the browser sends it.',
  },

  storage: {
    title: 'Where this browser stores it',
    intro: 'Here the page itself logs in, and the browser stores the credential.',
    logIn: 'Log alice in',
    me: 'Call GET /me',
    logOut: 'Log out',
    cleanUp: 'Clean up',
    cleaned: 'Nothing from this page is stored any longer.',
    answered: (username: string) => `You are ${username}.`,
    more: 'Watch an injected script do it',
  },

  edits: {
    otherUser: 'Become another user',
    longerLife: 'Expire an hour later',
    algNone: 'alg: none',
    otherIssuer: 'Change the issuing instance',
    flipBit: 'Flip a bit of the signature',
    cutSignature: 'Remove the signature',
    otherId: 'Another session ID',
    otherInstance: 'Change the instance',
  },

  fields: {
    header: 'Header (JSON)',
    payload: 'Payload (JSON)',
    signature: 'Signature',
    tag: 'User tag',
    id: 'Session ID',
    instance: 'Instance',
  },

  sign: {
    title: 'Sign it yourself',
    formula: 'HMAC-SHA256(base64url(header) + "." + base64url(payload), secret)',
    intro:
      'This is the signature of HS256. With the secret you can sign, and without it you are refused. Your browser computes it here.',
    startFrom: 'Start from a token of bob in',
    about: {
      weak: 'This mode is open on purpose: its instances sign with a secret from a list of words. No other mode uses it.',
      strong: (mode: string) => `The secret of ${mode} has 32 random bytes. No list contains it.`,
    },
    otherUser: 'Become another user',
    addPersonal: 'Add personal data',
    guess: 'Guess the secret',
    readable:
      'The payload is only encoded. Name, email and birth date in it can be read by anyone who gets the token, without the secret.',
    secret: 'Secret',
    found: (secret: string, tries: number, ms: number) =>
      `The secret is “${secret}”: guess ${tries}, after ${ms} ms. No instance noticed, because the token is enough to check a guess.`,
    notFound: (tries: number, ms: number) => `None of ${tries} guesses is the secret (${ms} ms).`,
    nothingYet: 'Type a secret. The steps appear here.',
    steps: {
      title: 'Steps of the signature',
      header: 'base64url(header):',
      payload: 'base64url(payload):',
      mac: 'HMAC-SHA256 of both with a dot between them, in hex:',
      signature: 'base64url(HMAC), the signature:',
      token: 'The token:',
    },
    takenFor: (username: string) =>
      `The instances take you for ${username}, although ${username} never logged in here.`,
  },

  results: {
    instance: 'Instance',
    untouched: 'As issued',
    edited: (changes: string) => (changes === '' ? 'Sent without edits' : `Edited: ${changes}`),
    accepted: 'accepted',
    refused: 'refused',
    unasked: 'not sent',
    verdict: (count: number, of: number) =>
      count === 0 ? `None of ${of} instances accepted it.` : `${count} of ${of} instances accepted it.`,
    nobody: 'No instance answered.',
  },

  tamper: {
    title: 'Tamper with it',
    edits: 'Classic edits',
    intro: {
      jwt: 'Change the contents of the token. The signature stays the same.',
      session: 'Change the value of the cookie.',
    },
    send: 'Send to every instance',
    sending: 'Sending …',
    undo: 'Undo all edits',
    changed: (names: string) => `Edited: ${names}.`,
    unchanged: 'No edits.',
    faults: {
      header: 'The header is not JSON, so nothing can be sent.',
      payload: 'The payload is not JSON, so nothing can be sent.',
      characters: 'A request header cannot carry one of the characters, so nothing can be sent.',
    },
  },
};
