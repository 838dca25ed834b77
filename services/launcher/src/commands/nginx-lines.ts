// The lines of nginx's log that only repeat the news of an instance, Redis or the control room that is down.

/** As in "connect() failed (111: Connection refused) while connecting to upstream, client: …". */
export function isUpstreamNews(line: string): boolean {
  return /while [^,]*\bupstream\b|no live upstreams/.test(line);
}
