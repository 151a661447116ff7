import type { JSX } from 'preact';

interface AddressFieldProps {
  readonly label: string;
  readonly maxLength: number;
  readonly value: string;
  readonly onChange: (address: string) => void;
}

/** Where the person types the address of a server. */
export function AddressField({
  label,
  maxLength,
  value,
  onChange,
}: AddressFieldProps): JSX.Element {
  return (
    <p>
      <label>
        {label}{' '}
        <input
          type="url"
          required
          maxLength={maxLength}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </label>
    </p>
  );
}
