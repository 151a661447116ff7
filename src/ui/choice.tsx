import type { JSX } from 'preact';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A few choices side by side, one of them taken: a row of radio buttons that looks like one control. */
export function Choice<Value extends string>({
  name,
  legend,
  isLegendUnseen = false,
  options,
  value,
  onChoose,
}: {
  /** Name of the radio group; one per page. */
  readonly name: string;
  readonly legend: string;
  readonly isLegendUnseen?: boolean;
  readonly options: readonly Option<Value>[];
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
}): JSX.Element {
  return (
    <fieldset class="choice">
      <legend class={isLegendUnseen ? 'unseen' : undefined}>{legend}</legend>
      <div class="places">
        {options.map((option) => (
          <label key={option.value} class={option.value === value ? 'place chosen' : 'place'}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
