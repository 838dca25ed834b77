// The workshop: its frame, and the words of each step.
import { percent } from '../format.js';

type Numbers<Name extends string> = Readonly<Record<Name, number>>;

export const workshopTexts = {
  rail: {
    title: 'Workshop',
    done: (done: number, all: number) => `${done} of ${all} done`,
    stepDone: (title: string) => `Done: ${title}`,
    previous: 'Back',
    next: 'Next',
    all: 'All steps',
    anew: 'Start anew',
  },

  card: {
    place: (number: number, all: number, minutes: number) => `Step ${number} of ${all} · ${minutes} min`,
    question: 'What do you expect?',
    answer: 'What theory says',
    todo: 'Do it',
    showMe: 'Show me where',
    lesson: 'What it shows',
    done: 'done',
    open: 'to be done',
  },

  list: { minutes: (minutes: number) => `${minutes} min`, done: 'done' },

  steps: {
    'one-log-in': {
      title: 'One log-in, one cookie',
      tasks: {
        logIn: 'Log in as alice, and see on the map which instance answers.',
        ask: 'Send one request, and see which one answers that.',
      },
      question: 'What does the cookie hold, and who knows what it means?',
      answer: ({ instances, lost }: Numbers<'instances' | 'lost'>) =>
        `A random session ID, which stands for nothing but an entry in the memory of the instance that answered the log-in. With ${instances} instances, the next request meets another one in ${percent(lost)} of all cases.`,
      lesson:
        'Who is logged in is written on the server, not in the cookie. With one server that is all one needs.',
    },
    'second-server': {
      title: 'A second server',
      tasks: {
        ask: 'Send 10 requests as a logged-in user.',
        lose: 'See some of them refused, although the user had logged in.',
        read: 'Choose a refused request, and read who issued the session and who was asked for it.',
      },
      question: 'How many of the 10 are refused? And if the visitor is a browser that honours Set-Cookie?',
      answer: ({ pinned, browser }: Numbers<'pinned' | 'browser'>) =>
        `${percent(pinned)} on average where the cookie is kept; ${percent(browser)} for a browser: the first instance that does not know the session clears the cookie, and the user is logged out for good.`,
      lesson:
        'The balancer spreads requests, the sessions stay where they are. Adding servers made a working application fail.',
    },
    'predict-first': {
      title: 'Predict first',
      tasks: {
        guess: 'Say how many of 30 requests will fail, then let them be sent.',
      },
      question: 'With N instances, what share of the requests meets the one that knows the session?',
      answer: ({ instances, lost }: Numbers<'instances' | 'lost'>) =>
        `One in N: the rest, (N−1)/N, is refused. With ${instances} instances that is ${Number(lost.toFixed(1))} of 30 on average; by chance a few more or less.`,
      lesson:
        'A guess that is written down makes a measurement worth something. More servers make it worse, not better: 1/2, 2/3, 3/4 …',
    },
    'sticky-sessions': {
      title: 'Sticky sessions',
      tasks: {
        ask: 'Log in and send 10 requests: all are answered by one instance.',
        crash: 'Crash that instance.',
        lose: 'Send a request again: the user is logged out.',
      },
      question: 'How many of the 10 are lost now? And who is logged out when the instance crashes?',
      answer: ({ lost, loggedOut }: Numbers<'lost' | 'loggedOut'>) =>
        `${percent(lost)} while nothing is broken. When an instance ends, ${percent(loggedOut)} of those whom it had logged in: their sessions were in its memory. The others notice nothing.`,
      lesson:
        'Session affinity makes the symptom disappear and leaves the cause: each deployment, crash or scale-in logs people out.',
    },
    'session-store': {
      title: 'Session clustering',
      tasks: {
        ask: 'Log in and send requests: several instances accept the same session.',
        stop: 'Stop Redis, or freeze it.',
        lose: 'Send requests: they are refused, with 503 at first, and with 401 if the sessions are gone.',
      },
      question: 'How many of two logged-in users are logged out when Redis ends and comes back?',
      answer: ({ lost, empty, persistent }: Numbers<'lost' | 'empty' | 'persistent'>) =>
        `${percent(lost)} of the requests are lost while Redis answers. Afterwards ${empty} of 2 users are logged out if it came back empty, ${persistent} if it writes an append-only file.`,
      lesson:
        'A shared session store makes every instance equal, and becomes what everything depends on: it has to be run, watched and kept.',
    },
    'token-not-portable': {
      title: 'A token is not portable by itself',
      tasks: {
        logIn: 'Log in: this time the answer is a signed token, and no server remembers it.',
        ask: 'Send 10 requests.',
        lose: 'Find a request that was refused for its signature.',
      },
      question: 'JWT is stateless. So how many of the 10 are lost?',
      answer: ({ instances, lost }: Numbers<'instances' | 'lost'>) =>
        `${percent(lost)}, exactly as with sessions in memory: each of the ${instances} instances signs with a secret of its own and can check only that.`,
      lesson:
        'What has to be shared is no longer the session but the key. A token without a shared key is a session in disguise.',
    },
    'shared-secret': {
      title: 'The shared secret',
      tasks: {
        fixed: 'Log in on both lanes and send 10 requests: with the shared key all 10 are accepted.',
        broken: 'On the other lane the same requests are refused.',
      },
      question: 'One secret for all instances: how many are lost on each lane?',
      answer: ({ shared, own }: Numbers<'shared' | 'own'>) =>
        `${percent(shared)} with the shared key, ${percent(own)} without. No store was added; the price is a secret that every instance holds.`,
      lesson:
        'This is the one-line fix. Whoever gets hold of that secret can issue tokens; with published keys (jwt-published-keys) no instance needs the secret of another.',
    },
    'what-a-token-says': {
      title: 'What a token says',
      tasks: {
        logIn: 'Log in, then read the claims of the token: whose it is, for whom, until when.',
        tamper: 'Change the payload, and send it to each instance.',
      },
      question:
        'What can somebody read in it who has no key? How many instances accept it once it is changed?',
      answer: ({ claims, ofSession, accepted }: Numbers<'claims' | 'ofSession' | 'accepted'>) =>
        `All ${claims} claims, as base64url is no encryption; in a session ID ${ofSession}. Changed, it is accepted by ${accepted}: the signature no longer fits.`,
      lesson:
        'A signature says who wrote it, and hides nothing. No secrets go into a token, and no token into a log.',
    },
    'stolen-copy': {
      title: 'The stolen copy',
      tasks: {
        lives: 'In jwt-shared-key: log in, copy the token, log out, replay the copy. It still works.',
        dies: 'In jwt-denylist: the same. The copy is refused as revoked.',
      },
      question: 'After the log-out, how many instances accept the copy, and for how long?',
      answer: ({
        instances,
        stateless,
        listed,
        seconds,
      }: Numbers<'instances' | 'stateless' | 'listed' | 'seconds'>) =>
        `In jwt-shared-key ${stateless} of ${instances}, until the token expires: here ${seconds} s after the log-in. Nobody looks up whether it was given up. In jwt-denylist ${listed}, at once.`,
      lesson:
        'To revoke is to remember, and to ask at each request: a denylist gives tokens back the state that they were to do without.',
    },
    'short-life': {
      title: 'A short life, renewed',
      tasks: {
        renew:
          'Log in, send a request, wait three seconds, send another: the client renews its token by itself.',
        lives: 'Copy the credential, log out, replay the copy: it works for a moment.',
        dies: 'Go on until it is refused as expired.',
      },
      question: 'How long does the copy work after the log-out? Can the thief renew it?',
      answer: ({ seconds, renewed }: Numbers<'seconds' | 'renewed'>) =>
        `For ${seconds} s at most, as long as an access token lives here (ACCESS_TTL). Renewals of the copy that are granted after the log-out: ${renewed}.`,
      lesson:
        'The store is asked once in a while, not at each request: a theft is bounded by the life of the token, and rotation notices a spent refresh token that comes back after its grace.',
    },
    'new-keys': {
      title: 'New keys',
      tasks: {
        overlap: 'Log in, replace the keys of the tokens with an overlap, and ask again: nothing happens.',
        cut: 'Replace them by a hard cut, and ask again: refused.',
      },
      question: 'What share of the valid tokens is refused during the overlap, and after the cut?',
      answer: ({ overlap, cut }: Numbers<'overlap' | 'cut'>) =>
        `${percent(overlap)} while both keys are accepted; ${percent(cut)} of what the old key had signed once it is dropped.`,
      lesson:
        'First accept the new key everywhere, then sign with it, and drop the old one when its last token has expired. The token names its key: kid.',
    },
    measure: {
      title: 'Measure',
      tasks: {
        run: 'Run the experiment steady to its end, and compare each mode with its prediction.',
      },
      question: 'How many modes lose nothing? And what does session-memory lose?',
      answer: ({ pinned, browser, portable, modes }: Numbers<'pinned' | 'browser' | 'portable' | 'modes'>) =>
        `${portable} of ${modes} lose nothing. In session-memory ${percent(pinned)}, and ${percent(browser)} for browsers.`,
      lesson:
        'Which one to take depends on what you can run, how fast a log-out has to work, and who may hold a key. The scorecard and the faults have the rest of the price.',
    },
  },
};
