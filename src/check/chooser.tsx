import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../ui/words.js';

/**
 * How files come in: dropped anywhere on the page, pasted, or chosen. `pastedText` hears of text that
 * was pasted outside a field, and of an address that was dropped.
 */
export function Chooser({
  add,
  pastedText,
  children,
}: {
  readonly add: (files: readonly File[]) => void;
  readonly pastedText: (text: string) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const on = <Name extends keyof DocumentEventMap>(
      name: Name,
      run: (event: DocumentEventMap[Name]) => void,
    ): void => document.addEventListener(name, run, { signal });
    on('dragover', (event) => {
      event.preventDefault();
      setOver(true);
    });
    on('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    on('drop', (event) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      // A link or a picture of a page that the browser hands over by its address alone.
      if (files.length > 0) add(files);
      else pastedText(event.dataTransfer?.getData('text/uri-list') ?? '');
    });
    on('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) {
        event.preventDefault();
        add(files);
      } else if (!(event.target instanceof HTMLInputElement)) {
        pastedText(event.clipboardData?.getData('text/plain') ?? '');
      }
    });
    return () => ending.abort();
  }, [add, pastedText]);

  return (
    <section class="chooser">
      <label class={isOver ? 'drop over' : 'drop'}>
        <svg viewBox="0 0 48 32" aria-hidden="true">
          <path d="M5 9V5h6M37 5h6v4M43 23v4h-6M11 27H5v-4" />
          <path d="M24 22V9M18 14l6-6 6 6" />
        </svg>
        <strong>{isOver ? say('check_drop') : say('check_choose')}</strong>
        <span class="soft">{say('check_explain')}</span>
        <input
          class="unseen"
          type="file"
          accept="image/*,video/*"
          multiple
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {children}
    </section>
  );
}
