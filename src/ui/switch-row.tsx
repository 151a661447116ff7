import type { JSX } from 'preact';

/** One setting that is on or off, with what it does. A checkbox drawn as a switch. */
export function SwitchRow({
  label,
  explain,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly explain?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}): JSX.Element {
  return (
    <label class="switch-row">
      <span>
        <span class="switch-label">{label}</span>
        {explain !== undefined && <span class="soft small">{explain}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
