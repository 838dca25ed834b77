// The workshop: its frame, and the words of each step.
import { percent } from '../format.js';
import { breakTexts } from './break.js';
import { experimentsTexts } from './experiments.js';
import { journeyTexts } from './journey.js';
import { mapTexts } from './map.js';
import { pageTexts } from './page.js';
import { signInTexts } from './sign-in.js';
import { theftTexts } from './theft.js';
import { tokenTexts } from './token.js';

/** The words on the buttons, so that a step says what the page says. */
const on = (label: string) => `“${label}”`;
const logIn = on(journeyTexts.logIn.logIn('alice'));
const send = (count: number) => on(journeyTexts.send.send(count));
const { panels } = pageTexts;
const { faults, groups } = breakTexts;

type Numbers<Name extends string> = Readonly<Record<Name, number>>;

export const workshopTexts = {
  rail: {
    title: 'Workshop',
    done: (done: number, all: number) => `${done} of ${all} done`,
    stepDone: (title: string) => `Done: ${title}`,
    previous: 'Back',
    next: 'Next',
    all: 'All steps',
    reset: 'Start over',
  },

  card: {
    minutes: (minutes: number) => `${minutes} min`,
    place: (number: number, all: number, minutes: number) => `Step ${number} of ${all} · ${minutes} min`,
    question: 'What do you expect?',
    answer: 'What theory says',
    todo: 'Do it',
    showMe: 'Show me where',
    lesson: 'What it shows',
    done: 'done',
    open: 'not done',
  },

  steps: {
    'one-log-in': {
      title: 'One log-in, one cookie',
      tasks: {
        logIn: `Press ${logIn}. See on the map which instance answers.`,
        ask: `Press ${send(1)}. See which instance answers this time.`,
      },
      question: 'What does the cookie hold, and who knows what it means?',
      answer: ({ instances, lost }: Numbers<'instances' | 'lost'>) =>
        `Only a random session ID. It points to an entry in the memory of the instance that answered the log-in. With ${instances} instances, the next request reaches a different one in ${percent(lost)} of all cases.`,
      lesson: 'The server, not the cookie, records who is logged in. With one server, that is all you need.',
    },
    'second-server': {
      title: 'A second server',
      tasks: {
        ask: `Press ${logIn}, then ${send(10)}.`,
        lose: 'See that some of them are refused although the user has logged in.',
        read: `Open a refused request under ${on(mapTexts.latest.title)}. Read which instance created the session and which one got the request.`,
      },
      question: 'How many of the 10 are refused? What if the visitor is a browser that obeys Set-Cookie?',
      answer: ({ pinned, browser }: Numbers<'pinned' | 'browser'>) =>
        `${percent(pinned)} on average if the cookie is kept, ${percent(browser)} for a browser. The first instance that does not know the session deletes the cookie, so the user stays logged out.`,
      lesson:
        'The load balancer spreads requests, but sessions stay where they are. Adding servers broke a working application.',
    },
    'predict-first': {
      title: 'Predict first',
      tasks: {
        guess: `Enter how many of 30 requests will fail, then press ${on(journeyTexts.predict.go(30))}.`,
      },
      question: 'With N instances, what share of the requests reaches the instance that knows the session?',
      answer: ({ instances, lost }: Numbers<'instances' | 'lost'>) =>
        `One in N. The rest, (N−1)/N, is refused. With ${instances} instances that is ${Number(lost.toFixed(1))} of 30 on average, and a few more or less by chance.`,
      lesson:
        'A measurement means more if you wrote down a prediction first. More servers make it worse, not better: 1/2, 2/3, 3/4 …',
    },
    'sticky-sessions': {
      title: 'Sticky sessions',
      tasks: {
        ask: `Press ${logIn}, then ${send(10)}. One instance answers all of them.`,
        crash: `In ${on(panels.break)}, press ${on(faults.crash)} for that instance.`,
        lose: `Press ${send(1)} again. The user is logged out. In ${on(panels.break)}, press ${on(faults.start)} for that instance.`,
      },
      question: 'How many of the 10 fail now? Who is logged out when the instance crashes?',
      answer: ({ lost, loggedOut }: Numbers<'lost' | 'loggedOut'>) =>
        `${percent(lost)} while nothing is broken. A crash logs out ${percent(loggedOut)} of the users of that instance, because their sessions were in its memory. Other users are not affected.`,
      lesson:
        'Session affinity hides the symptom and keeps the cause: every deployment, crash and scale-in logs users out.',
    },
    'session-store': {
      title: 'Session clustering',
      tasks: {
        ask: `Press ${logIn}, then ${send(10)}. Several instances accept the same session.`,
        stop: `In ${on(panels.break)}, choose ${on(groups.redis)}. Press ${on(faults['redis-crash'])} or ${on(faults['redis-stall'])}.`,
        lose: `Press ${send(10)}. Requests fail with 503 while Redis does not answer. In ${on(panels.break)}, press ${on(faults['redis-start'])} for Redis, then ${send(10)}. Requests fail with 401 if the sessions are gone.`,
      },
      question: 'Redis crashes and restarts. How many of two logged-in users are logged out?',
      answer: ({ lost, empty, persistent }: Numbers<'lost' | 'empty' | 'persistent'>) =>
        `While Redis answers, ${percent(lost)} of the requests fail. After a crash, ${empty} of 2 users are logged out if Redis restarts empty, ${persistent} with an append-only file.`,
      lesson:
        'With a shared session store, any instance can serve any request. Everything now depends on the store, so you must run, monitor and back it up.',
    },
    'token-not-portable': {
      title: 'Tokens do not work everywhere by default',
      tasks: {
        logIn: `Press ${logIn}. The response now holds a signed token, and no server remembers it.`,
        ask: `Press ${send(10)}.`,
        lose: `Find a request under ${on(mapTexts.latest.title)} that was refused because of its signature.`,
      },
      question: 'JWT is stateless. So how many of the 10 fail?',
      answer: ({ instances, lost }: Numbers<'instances' | 'lost'>) =>
        `${percent(lost)}, exactly as with sessions in memory. Each of the ${instances} instances signs with a secret of its own and can verify only that signature.`,
      lesson:
        'Instances must now share the key instead of the session. A token without a shared key is a session in disguise.',
    },
    'shared-secret': {
      title: 'The shared secret',
      tasks: {
        fixed: `Press ${logIn}, then ${send(10)}: both modes get the requests. With the shared key all 10 succeed.`,
        broken: 'In the other mode the same requests are refused.',
      },
      question: 'All instances use one secret. How many requests fail in each mode?',
      answer: ({ shared, own }: Numbers<'shared' | 'own'>) =>
        `${percent(shared)} with the shared key, ${percent(own)} without. You need no extra store, but every instance holds the same secret.`,
      lesson:
        'One line of configuration fixes it. Anyone who steals the secret can issue tokens. With published keys (jwt-published-keys), no instance needs the secret of another.',
    },
    'what-a-token-says': {
      title: 'The contents of a token',
      tasks: {
        logIn: `Press ${logIn}. In ${on(panels.token)}, read the claims: the user, the audience, the expiry.`,
        tamper: `Press ${on(tokenTexts.edits.otherUser)}, then ${on(tokenTexts.tamper.send)}.`,
      },
      question: 'What can anyone read without a key? How many instances accept a changed token?',
      answer: ({ claims, ofSession, accepted }: Numbers<'claims' | 'ofSession' | 'accepted'>) =>
        `All ${claims} claims, because base64url is not encryption; ${ofSession} in a session ID. ${accepted} instances accept the changed token, because the signature no longer matches.`,
      lesson:
        'A signature proves who wrote a token and hides nothing. Put no secrets into a token, and no token into a log.',
    },
    'stolen-copy': {
      title: 'The stolen copy',
      tasks: {
        lives: `Press ${on(theftTexts.panel.allAtOnce)}. In jwt-shared-key the copy still works after the log-out.`,
        dies: 'Look at jwt-denylist: the copy is refused as revoked.',
      },
      question: 'After the log-out, how many instances accept the copy, and for how long?',
      answer: ({
        instances,
        stateless,
        listed,
        seconds,
      }: Numbers<'instances' | 'stateless' | 'listed' | 'seconds'>) =>
        `In jwt-shared-key ${stateless} of ${instances}, until the token expires: here ${seconds} s after the log-in. No instance checks whether it was revoked. In jwt-denylist ${listed}, at once.`,
      lesson:
        'To revoke a token, servers must record it and look it up on every request. A denylist brings back the state that tokens avoid.',
    },
    'short-life': {
      title: 'Short-lived and renewed',
      tasks: {
        renew: `Press ${logIn} and ${send(1)}. Wait three seconds, then press ${send(1)} again. The client renews its token automatically.`,
        lives: `In ${on(panels.theft)}, press ${on(theftTexts.panel.allAtOnce)}. The copy works for a moment.`,
        dies: 'Wait until the copy is refused as expired. The page replays it every second.',
      },
      question: 'How long does the copy work after the log-out? Can the thief renew it?',
      answer: ({ seconds, renewed }: Numbers<'seconds' | 'renewed'>) =>
        `At most ${seconds} s, the lifetime of an access token here (ACCESS_TTL). Renewals with the copy that succeed after the log-out: ${renewed}.`,
      lesson:
        'The store is needed only for renewals, not for every request. The token lifetime limits a theft, and rotation detects a refresh token that is used twice.',
    },
    'new-keys': {
      title: 'New keys',
      tasks: {
        overlap: `Press ${logIn}, ${on(faults.overlap)}, then ${send(1)}. Nothing changes.`,
        cut: `Press ${on(faults.cut)}, then ${send(1)}. The request is refused.`,
      },
      question:
        'What share of the valid tokens is refused during the overlap, and after the immediate rotation?',
      answer: ({ overlap, cut }: Numbers<'overlap' | 'cut'>) =>
        `${percent(overlap)} while both keys are accepted; ${percent(cut)} of the tokens signed with the old key once it is dropped.`,
      lesson:
        'First accept the new key everywhere, then sign with it, then drop the old key when its last token has expired. The kid in the token names its key.',
    },
    'sign-in': {
      title: 'Sign in through another server',
      tasks: {
        fails: `In oidc-memory, press ${on(signInTexts.panel.alone)}. Read which instance began it, and which got the callback.`,
        succeeds: `Choose oidc-redis, and press ${on(signInTexts.panel.alone)} again. Look at what each token is for.`,
      },
      question:
        'A provider now checks the password. How many sign-ins succeed? Who remembers the user afterwards?',
      answer: ({ instances, alone, amidOthers }: Numbers<'instances' | 'alone' | 'amidOthers'>) =>
        `In oidc-memory ${percent(alone)} of a lone user's: with ${instances} instances, the rotation gives the callback to the next one. Amid other requests ${percent(amidOthers)}. In oidc-redis all of them. Afterwards your servers keep a session, as before.`,
      lesson:
        'A provider takes the password off your hands, not the state. A sign-in has state of its own, and after it you still choose between a session and a token.',
    },
    measure: {
      title: 'Measure',
      tasks: {
        run: `Choose steady and press ${on(experimentsTexts.chooser.start)}. At its end, compare each mode with its prediction.`,
      },
      question: 'In how many modes do no requests fail? What is the failure rate of session-memory?',
      answer: ({ pinned, browser, portable, modes }: Numbers<'pinned' | 'browser' | 'portable' | 'modes'>) =>
        `In ${portable} of ${modes} modes no request fails. In session-memory ${percent(pinned)} fail, and ${percent(browser)} for browsers.`,
      lesson:
        'The right mode depends on what you can operate, how fast a log-out must work, and who may hold a key. The scorecard and the fault experiments show the other costs.',
    },
  },
};
