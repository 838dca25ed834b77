// Choices of one value: a labelled select, or a row of buttons of which one is pressed.

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChoose: (value: Value) => void;
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChoose } = props;
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value as Value)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

type ButtonsProps<Value extends string> = Pick<ChoiceProps<Value>, 'options' | 'onChoose'> & {
  readonly value: Value | undefined;
};

export function ChoiceButtons<Value extends string>({ value, options, onChoose }: ButtonsProps<Value>) {
  return options.map(([name, text]) => (
    <button key={name} type="button" aria-pressed={name === value} onClick={() => onChoose(name)}>
      {text}
    </button>
  ));
}
