// A credential as text, each of its parts in a colour of its own and under its name.

interface PartsProps<Part extends string> {
  readonly parts: Readonly<Record<Part, string>>;
  /** In the order in which they are written. */
  readonly names: readonly Part[];
  readonly labels: Readonly<Record<Part, string>>;
}

export function Parts<Part extends string>({ parts, names, labels }: PartsProps<Part>) {
  return (
    <dl class="token-parts">
      {names.map((name, at) => (
        <div key={name} class={`token-part token-${at + 1}`}>
          <dt>{labels[name]}</dt>
          <dd>
            <code>
              {parts[name]}
              {at < names.length - 1 && <b>.</b>}
            </code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
