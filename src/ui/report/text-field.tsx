import type { JSX } from 'preact';

type TypedEvent = Event & { readonly currentTarget: HTMLInputElement };

/** A labelled line of text. */
export function TextField({
  label,
  kind = 'text',
  value,
  isRequired = false,
  maxChars = 1000,
  set,
}: {
  readonly label: string;
  readonly kind?: 'text' | 'email' | 'tel' | 'url';
  readonly value: string;
  readonly isRequired?: boolean;
  readonly maxChars?: number;
  readonly set: (value: string) => void;
}): JSX.Element {
  const shared = {
    required: isRequired,
    maxLength: maxChars,
    value,
    onInput: (event: TypedEvent) => set(event.currentTarget.value),
  };
  return (
    <label class="field">
      {label}
      <Line kind={kind} shared={shared} />
    </label>
  );
}

/** The types of preact know one kind of input at a time. */
function Line({
  kind,
  shared,
}: {
  readonly kind: 'text' | 'email' | 'tel' | 'url';
  readonly shared: {
    readonly required: boolean;
    readonly maxLength: number;
    readonly value: string;
    readonly onInput: (event: TypedEvent) => void;
  };
}): JSX.Element {
  switch (kind) {
    case 'email':
      return <input type="email" {...shared} />;
    case 'tel':
      return <input type="tel" {...shared} />;
    case 'url':
      return <input type="url" {...shared} />;
    case 'text':
      return <input type="text" {...shared} />;
  }
}
