// The frame of the page, its notices, and the reasons of answers.

export interface Who {
  readonly issuedBy: string;
  readonly servedBy: string;
}

export const pageTexts = {
  panels: {
    panels: 'What to do',
    journey: 'Do it yourself',
    break: 'Break it',
    theft: 'Steal it',
    token: 'Token',
    experiments: 'Experiments',
  },

  reasons: {
    accepted: ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} knows the credential: it issued it itself.`
        : `${servedBy} accepts the credential that ${issuedBy} issued.`,
    unanswered: 'Nobody answered. Try again; if it stays so, see whether the lab still runs.',
    'unknown-session': ({ issuedBy, servedBy }: Who) =>
      `${issuedBy} created this session; ${servedBy} has never seen it.`,
    'session-gone': ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} created this session, which is no longer kept anywhere.`
        : `${issuedBy} created this session; where ${servedBy} looks for it, it is no longer kept.`,
    // Also of what was edited after it was signed, even by a key that is trusted.
    'bad-signature': ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} cannot verify the signature: no key that it trusts has signed this.`
        : `${servedBy} cannot verify the signature of ${issuedBy}: no key that it trusts has signed this.`,
    'missing-credential': ({ servedBy }: Who) =>
      `The request carried no credential; ${servedBy} does not know who asks.`,
    'invalid-credentials': ({ servedBy }: Who) => `${servedBy} knows nobody with this username and password.`,
    'too-many-attempts': ({ servedBy }: Who) =>
      `${servedBy} has counted too many wrong passwords and checks no more for a while.`,
    overloaded: ({ servedBy }: Who) =>
      `${servedBy} has more log-ins to check than it can. Try again in a second.`,
    'invalid-claims': ({ servedBy }: Who) =>
      `${servedBy} reads claims that are for another purpose or another time.`,
    malformed: ({ servedBy }: Who) =>
      `${servedBy} cannot read the credential: it has not the form that this mode issues.`,
    expired: ({ servedBy }: Who) => `The credential has expired, says the clock of ${servedBy}.`,
    revoked: ({ servedBy }: Who) => `The credential was given up by a log-out, and ${servedBy} knows of it.`,
    'log-in-ended': ({ servedBy }: Who) =>
      `The log-in has ended, by a log-out or because a spent token came again, and ${servedBy} knows of it.`,
    'reused-token': ({ servedBy }: Who) =>
      `The refresh token was used before: ${servedBy} takes it for stolen and ends the log-in.`,
    'store-unavailable': ({ servedBy }: Who) =>
      `${servedBy} needs Redis for this, and Redis does not answer. Try again when it is back.`,
    'no-instance': () => 'nginx reached no instance: none is up. Wait until one is back.',
    'not-remembered': ({ servedBy }: Who) =>
      `Nothing remembers the log-ins of this mode, so ${servedBy} cannot do that.`,
    'logged-in': ({ servedBy }: Who) => `${servedBy} checked the password and issued a credential.`,
    'logged-out': ({ servedBy }: Who) => `${servedBy} carried out the log-out.`,
    renewed: ({ servedBy }: Who) => `${servedBy} gave a new access token for the refresh token.`,
  },

  countdown: {
    left: (seconds: number) => `${seconds} s left`,
    over: 'expired',
    never: 'its answer named no expiry',
  },

  header: {
    title: 'The scale-out lab',
    question: 'Sessions or JWT, and what happens when we add a second server?',
    workshop: 'Workshop',
    closeWorkshop: 'Close the workshop',
    theme: 'Colours',
    themes: { system: 'System colours', light: 'Light', dark: 'Dark' },
    otherLanguage: '한국어',
    lost: 'The control room does not answer, so what is shown may be old. Trying again; if the lab was stopped, start it again.',
    storage: 'Storage page',
    interface: 'API',
  },

  notice: {
    close: 'Close',
    problems: {
      unreachable:
        'The control room does not answer. See whether the lab still runs; if not, start it again.',
      busy: 'Something is under way that this would disturb. Wait until it is over, or cancel it.',
      restarted: 'The control room has been restarted and knows no visitor any more: log in again.',
    },
  },

  toolbar: {
    tried: 'What is tried',
    mode: 'Mode',
    versus: 'Beside it',
    none: 'nothing',
    client: 'Visitors',
    models: { pinned: 'keep the credential', browser: 'honour Set-Cookie' },
    speed: 'Speed',
    speeds: { slow: 'slow', normal: 'normal', fast: 'fast' },
  },
};
