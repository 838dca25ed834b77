// Numbers and lists in sentences: `1 trial`, `2 trials`; `api-1, api-2 and api-3`.
/** @param plural such as `trials`; its singular is the same without its ending */
export function countOf(count: number, plural: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? singularOf(plural) : plural}`;
}

export function singularOf(plural: string): string {
  return plural.replace(/(?<=ss|sh)es$|s$/, '');
}

/** The known names, in their order. */
export function listOf(names: readonly (string | null)[]): string {
  const known = names.filter((name) => name !== null);
  const last = known.at(-1);
  if (last === undefined || known.length === 1) return last ?? '';
  return `${known.slice(0, -1).join(', ')} and ${last}`;
}
