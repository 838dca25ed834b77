// Several cookies of one name, such as a stale one at a longer path: the only good one counts, and none is deleted.

/** Each is checked, so a request may not bring any number of them. */
export const mostCookies = 4;

/** @param good how many of them are good */
export function explainSeveral(name: string, sent: number, good: number): string {
  const remedy = 'Delete the cookies of this site and log in again.';
  if (sent > mostCookies)
    return `The request has ${sent} cookies "${name}", of which ${mostCookies} at most are tried. ${remedy}`;
  const fault =
    good === 0 ? 'none of them is good here' : `${good} of them are good, so the log-in is not clear`;
  return `The request has ${sent} cookies "${name}", and ${fault}. ${remedy}`;
}
