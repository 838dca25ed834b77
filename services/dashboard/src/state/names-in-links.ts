// The names in a link, as people type them: other spellings and near names are understood, and an unknown name is reported.

/** A name in a link that means nothing here. */
export interface UnknownName {
  readonly key: string;
  readonly value: string;
}

/** The accepted name that is meant; undefined if none or several are near. */
export function findName<Name extends string>(
  written: string,
  accepted: readonly Name[],
  alsoCalled: Readonly<Record<string, Name>> = {},
): Name | undefined {
  const plain = written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  const exact = accepted.find((name) => name === plain) ?? alsoCalled[plain];
  return exact ?? onlyOne(accepted.filter((name) => distance(plain, name) <= mostTypos));
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

const mostTypos = 2;

/** The number of letters to insert, delete or replace (Levenshtein). Long texts are never near. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > mostTypos) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] ?? 0) + Number(letter !== other);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
