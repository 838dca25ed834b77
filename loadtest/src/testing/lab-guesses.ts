// Counts wrong passwords in the small lab: together if its instances share a store, otherwise for each instance.

const guessLimit = 4;

interface Guessed {
  readonly status: 401 | 429;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param isShared whether all instances count in one place */
export function createGuesses(isShared: (mode: string) => boolean, windowSeconds = 30) {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  return {
    count(mode: string, instance: number, username: string): Guessed {
      const key = `${mode} ${isShared(mode) ? 'all' : instance} ${username}`;
      const now = Date.now();
      const known = windows.get(key);
      const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowSeconds * 1000 };
      windows.set(key, window);
      window.count += 1;
      const left = Math.max(0, guessLimit - window.count);
      const secondsLeft = Math.ceil((window.endsAt - now) / 1000);
      const headers = {
        'RateLimit-Policy': `"user";q=${guessLimit};w=${windowSeconds}`,
        RateLimit: `"user";r=${left};t=${secondsLeft}`,
      };
      return { status: window.count > guessLimit ? 429 : 401, headers };
    },
  };
}
