import type { JSX } from 'preact';

/** A field for a moment by the clock of the device, to the minute; empty: now. */
export function WhenField({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
}): JSX.Element {
  return (
    <label class="field">
      {label}
      <input
        type="datetime-local"
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}
