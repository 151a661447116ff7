import type { JSX } from 'preact';

/** A field for one line of text of the person's own. */
export function LineField({
  label,
  value,
  set,
  maxChars,
}: {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly maxChars: number;
}): JSX.Element {
  return (
    <label class="field">
      {label}
      <input
        type="text"
        maxLength={maxChars}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}
