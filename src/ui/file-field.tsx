import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from './words.js';

interface FileFieldProps {
  readonly label: string;
  /** As in the attribute `accept`. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly onChoose: (files: readonly File[]) => void;
}

/**
 * A field for files in our own words and look. The browser's field lies over all of it, unseen: it takes
 * focus, clicks and drops, and a screen reader hears the label and what was chosen.
 */
export function FileField({
  label,
  accept,
  multiple = false,
  required = false,
  onChoose,
}: FileFieldProps): JSX.Element {
  const [names, setNames] = useState<readonly string[]>([]);
  return (
    <label class="file-field">
      <span class="caption">{label}</span>
      <span class="chooser">
        <span class="button">{say(multiple ? 'file_choose_several' : 'file_choose')}</span>
        <span class="soft names" dir="auto">
          {names.length === 0 ? say('file_none') : names.join(' · ')}
        </span>
      </span>
      <input
        type="file"
        accept={accept}
        multiple={multiple}
        required={required}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          setNames(files.map(({ name }) => name));
          onChoose(files);
        }}
      />
    </label>
  );
}
