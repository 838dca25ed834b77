// The frame of the page, its notices, and the reasons of answers.

export interface Who {
  readonly issuedBy: string;
  readonly servedBy: string;
}

export interface RoomLoss {
  readonly lost: number;
  readonly sent: number;
  readonly share: string;
}

export const pageTexts = {
  panels: {
    panels: 'Panels',
    journey: 'Try it',
    break: 'Break it',
    fix: 'Fix it',
    theft: 'Steal it',
    'log-ins': 'Log-ins',
    token: 'Token',
    'sign-in': 'Sign-in',
    experiments: 'Experiments',
    probe: 'Probe',
    room: 'Room',
  },

  reasons: {
    accepted: ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} accepts the credential that it issued itself.`
        : `${servedBy} accepts the credential that ${issuedBy} issued.`,
    unanswered: 'No answer. Try again. If it keeps failing, check that the lab is running.',
    'unknown-session': ({ issuedBy, servedBy }: Who) =>
      `${issuedBy} created this session; ${servedBy} has never seen it.`,
    'session-gone': ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} created this session, but it no longer exists.`
        : `${issuedBy} created this session, but it is no longer in the store that ${servedBy} uses.`,
    // Covers credentials that were edited after a trusted key had signed them, too.
    'bad-signature': ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} cannot verify the signature with any key that it trusts.`
        : `${servedBy} cannot verify the signature of ${issuedBy} with any key that it trusts.`,
    'missing-credential': ({ servedBy }: Who) =>
      `The request carried no credential, so ${servedBy} does not know the user.`,
    'invalid-credentials': ({ servedBy }: Who) =>
      `${servedBy} knows no user with this username and password.`,
    'too-many-attempts': ({ servedBy }: Who) =>
      `${servedBy} counted too many wrong passwords and refuses to check more for a while.`,
    overloaded: ({ servedBy }: Who) => `${servedBy} has too many log-ins to check. Try again in a second.`,
    'invalid-claims': ({ servedBy }: Who) =>
      `${servedBy} refuses the claims: wrong purpose or outside the validity period.`,
    malformed: ({ servedBy }: Who) =>
      `${servedBy} cannot read the credential: this mode issues another format.`,
    expired: ({ servedBy }: Who) => `The credential has expired by the clock of ${servedBy}.`,
    revoked: ({ servedBy }: Who) => `Revoked by the log-out; ${servedBy} found it on the denylist.`,
    'log-in-ended': ({ servedBy }: Who) =>
      `${servedBy} found the log-in revoked, by a log-out or because a used token was used again.`,
    'reused-token': ({ servedBy }: Who) =>
      `The refresh token was used before: ${servedBy} treats it as stolen and ends the log-in.`,
    'store-unavailable': ({ servedBy }: Who) =>
      `${servedBy} needs Redis for this, but Redis does not answer. Try again when Redis is up.`,
    'no-instance': () => 'nginx reached no instance, because none is up. Wait for a restart.',
    'not-remembered': ({ servedBy }: Who) =>
      `No server keeps track of log-ins in this mode, so ${servedBy} cannot do that.`,
    'logged-in': ({ servedBy }: Who) => `${servedBy} checked the password and issued a credential.`,
    'logged-out': ({ servedBy }: Who) => `${servedBy} carried out the log-out.`,
    listed: ({ servedBy }: Who) => `${servedBy} listed the log-ins of this user that it knows.`,
    ended: ({ servedBy }: Who) => `${servedBy} ended that log-in.`,
    renewed: ({ servedBy }: Who) => `${servedBy} issued a new access token for the refresh token.`,
  },

  countdown: {
    left: (seconds: number) => `${seconds} s left`,
    over: 'expired',
    never: 'no expiry in the response',
  },

  header: {
    title: 'The scale-out lab',
    question: 'Sessions or JWT, and what happens when we add a second server?',
    workshop: 'Workshop',
    closeWorkshop: 'Close the workshop',
    theme: 'Colours',
    themes: { system: 'System colours', light: 'Light', dark: 'Dark' },
    otherLanguage: '한국어',
    lost: 'Connection lost: the control room does not answer, so this page may be out of date. Reconnecting. If you stopped the lab, start it again.',
    present: 'Present',
    closePresent: 'Close presentation',
    introduce: 'Play the introduction',
    more: 'More',
    storage: 'Storage page',
    interface: 'API',
  },

  room: {
    title: 'Room',
    enter: (name: string, isHost: boolean) => (isHost ? `Room: ${name} (host)` : `Room: ${name}`),
    none: 'You have sent no requests yet',
    quiet: 'no requests yet',
    own: (lost: number, sent: number) => `You lost ${lost} of ${sent}`,
    visitors: (count: number) => (count === 1 ? '1 visitor' : `${count} visitors`),
    predicted: (share: string) => `predicted ${share}`,
    loss: ({ lost, sent, share }: RoomLoss) => `the room lost ${lost} of ${sent} (${share})`,
  },

  notice: {
    close: 'Close',
    unknownNames: (names: string) =>
      `The link has unknown names: ${names}. The page shows its defaults instead.`,
    problems: {
      unreachable: 'The control room does not answer. Check that the lab is running; if not, start it again.',
      'no-weak-secret':
        'The instances do not serve the mode with the weak secret. Restart with: WEAK_SECRET=on npm start',
      'host-only': 'Only the host of the room may do this, unless the host opens it to everyone.',
      'name-taken': 'Another visitor has this name. Choose another.',
      'too-fast': 'You send too many requests for a shared lab. Wait a few seconds.',
      busy: 'This would disturb an operation in progress. Wait for it or cancel it.',
      'visitors-lost':
        'The control room has lost all visitors of this page: it has restarted, or the lab was reset. Log in again.',
    },
  },

  recording: 'This is a recording. To log in, send and break things yourself, start the lab: npm start',

  toolbar: {
    tried: 'Settings',
    mode: 'Mode',
    versus: 'Compare with',
    none: 'none',
    client: 'Visitors',
    models: { pinned: 'a script (keeps its cookie)', browser: 'a browser (obeys Set-Cookie)' },
    speed: 'Speed',
    speeds: { slow: 'slow', normal: 'normal', fast: 'fast' },
  },
};
