// The panel "Token".

export const tokenTexts = {
  anatomy: {
    title: 'Anatomy',
    nobody: (mode: string) => `Nobody is logged in on ${mode}.`,
    logIn: (user: string) => `Log ${user} in`,
    holder: 'Whose',
    renew: 'Renew it with the refresh token',
  },

  claims: {
    name: 'Name and kind',
    value: 'Value',
    meaning: 'What it means',
    kinds: { registered: 'registered', public: 'public', private: 'private' },
  },

  meanings: {
    alg: 'How it was signed. An instance accepts only the one it expects, whatever stands here.',
    typ: 'What it is: an access token (RFC 9068), not any other JWT.',
    kid: 'The name of the key that signed it, so that the right one is tried.',
    iss: 'Who issued it.',
    sub: 'Whom it speaks for.',
    aud: 'Whom it is for: this mode’s API. Another refuses it.',
    exp: 'From then on it is refused.',
    nbf: 'Before then it is refused. A little early, since clocks differ.',
    iat: 'When it was issued.',
    jti: 'Its own name, by which it can be revoked.',
    sid: 'The log-in that it belongs to, one of whose tokens it is.',
    client_id: 'The client that it was issued to (RFC 9068): the lab’s own pages.',
    'https://scale-out-lab.example/claims/mode': 'The mode, under a name that nobody else uses.',
    username: 'The name to show.',
    issued_by: 'The instance that issued it.',
  },

  cookie: {
    parts: { id: 'Session ID', instance: 'Instance', signature: 'Signature' },
    closed: 'Nothing in it can be read: who is logged in stands where the session is kept, on the server.',
    id: 'Random, 24 bytes: it cannot be guessed, and it means nothing without the session store.',
    instance:
      'The instance that made it, after the dot, as servlet containers do (jvmRoute). Only so that the lab can say whose it is.',
    signature:
      'Keeps made-up IDs away from the store. It needs the cookie’s secret, which instances may share or not.',
    expires: (date: string) => `The session ends on ${date}, unless it is ended before.`,
    unreadable: 'This is not a cookie that the lab sets.',
  },

  countdown: {
    left: (clock: string) => `It dies in ${clock}`,
    over: (distance: string) => `It died ${distance}`,
    life: 'Life that is left',
  },

  token: {
    parts: { header: 'Header', payload: 'Payload', signature: 'Signature' },
    open: 'Signed, not encrypted: whoever has it can read all of it, as this page does without asking anyone. Only the signature cannot be made without the key.',
    headerFields: 'Header: how it is signed',
    claims: 'Payload: the claims',
    unreadable: 'This is not a token in compact form.',
  },

  facts: {
    caption: 'What follows from the place',
    fact: 'The credential …',
    places: { cookie: 'HttpOnly cookie', sessionStorage: 'sessionStorage', localStorage: 'localStorage' },
    read: {
      name: 'is read by an injected script',
      cookie: 'No. It cannot be taken away.',
      sessionStorage: 'Yes, and used elsewhere.',
      localStorage: 'Yes, and used elsewhere.',
    },
    used: {
      name: 'is used by an injected script',
      cookie: 'Yes, as long as the page is open: the browser adds it.',
      sessionStorage: 'Yes.',
      localStorage: 'Yes.',
    },
    sent: {
      name: 'goes to the server by itself (CSRF)',
      cookie: 'Yes. SameSite and a check of the origin have to stop it.',
      sessionStorage: 'No. The page has to add it.',
      localStorage: 'No. The page has to add it.',
    },
    tab: {
      name: 'survives a closed tab',
      cookie: 'Yes, and all tabs share it.',
      sessionStorage: 'No. It is this tab’s own.',
      localStorage: 'Yes, and all tabs share it.',
    },
    browser: {
      name: 'survives a closed browser',
      cookie: 'No, since the lab gives it no Max-Age.',
      sessionStorage: 'No.',
      localStorage: 'Yes, until somebody removes it.',
    },
  },

  places: {
    legend: 'Keep it in',
    cookie: 'HttpOnly cookie',
    sessionStorage: 'sessionStorage',
    localStorage: 'localStorage',
    session: 'The ID of a session travels in a cookie and nowhere else.',
  },

  readable: {
    title: 'What a script on this page can read',
    nothing: 'nothing',
    httpOnly: 'A cookie that is HttpOnly is not among it, though the browser sends it.',
  },

  storage: {
    title: 'Where this browser keeps it',
    intro: 'Here nobody plays the visitor: this page logs in itself, and the browser keeps what it gets.',
    logIn: 'Log alice in',
    me: 'Who am I?',
    logOut: 'Log out',
    cleanUp: 'Clean up',
    cleaned: 'Nothing of this page is stored any more.',
    answered: (username: string) => `You are ${username}.`,
    more: 'The page on which an injected script does it',
  },

  edits: {
    edits: 'Classic edits',
    token: {
      otherUser: 'Become another user',
      longerLife: 'Live an hour longer',
      algNone: 'alg: none',
      otherIssuer: 'Name another issuer',
      flipBit: 'Flip a bit of the signature',
      cutSignature: 'Cut the signature off',
    },
    cookie: {
      otherId: 'Another session ID',
      otherInstance: 'Name another instance',
      flipBit: 'Flip a bit of the signature',
      cutSignature: 'Cut the signature off',
    },
  },

  fields: {
    header: 'Header (JSON)',
    payload: 'Payload (JSON)',
    signature: 'Signature',
    id: 'Session ID',
    instance: 'Instance',
  },

  results: {
    instance: 'Instance',
    untouched: 'As it was issued',
    edited: (changes: string) => (changes === '' ? 'Sent unedited' : `Edited: ${changes}`),
    accepted: 'accepted',
    refused: 'refused',
    unasked: 'not asked',
    verdict: (count: number, of: number) =>
      count === 0 ? `None of ${of} instances accepted it.` : `${count} of ${of} instances accepted it.`,
    nobody: 'Nobody answered.',
  },

  tamper: {
    title: 'Tamper with it',
    intro: {
      jwt: 'Change what the token says. The signature stays what it was.',
      session: 'Change the cookie’s value.',
    },
    send: 'Send it to each instance',
    sending: 'Sending …',
    undo: 'As it was issued',
    changed: (names: string) => `Edited: ${names}.`,
    unchanged: 'Nothing is edited.',
    faults: {
      header: 'The header is not JSON, so nothing can be sent.',
      payload: 'The payload is not JSON, so nothing can be sent.',
      characters: 'There is a character in it that no request header can carry, so nothing can be sent.',
    },
  },
};
