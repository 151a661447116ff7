import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import browser, { type Commands } from 'webextension-polyfill';
import { openShortcutSettings } from '../open-shortcut-settings.js';
import { say } from '../words.js';
import { Section } from './section.js';

/** The commands with their keys of the moment; the browser itself owns the page that changes them. */
export function KeyboardSection({ id }: { readonly id: string }): JSX.Element {
  const commands = useCommands();
  const [status, setStatus] = useState('');
  return (
    <Section id={id} title={say('options_keyboard')} explain={say('options_keyboard_explain')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('options_keyboard_command')}</th>
            <th scope="col" class="count">
              {say('options_keyboard_key')}
            </th>
          </tr>
        </thead>
        <tbody>
          {commands.map(({ name, description, shortcut }) => (
            <tr key={name}>
              <th scope="row">{commandLabel(name, description)}</th>
              <td class="count">
                {shortcut === undefined || shortcut === '' ? (
                  <span class="soft">{say('options_keyboard_none')}</span>
                ) : (
                  <kbd>{shortcut}</kbd>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="actions">
        <button
          type="button"
          class="button"
          onClick={() =>
            void openShortcutSettings().then((isOpen) =>
              setStatus(isOpen ? '' : say('options_keyboard_by_hand')),
            )
          }
        >
          {say('options_keyboard_change')}
        </button>
      </p>
      <p role="status" class="status">
        {status}
      </p>
    </Section>
  );
}

/** The four commands of the manifest; a key may change in the browser's own page at any time. */
function useCommands(): readonly Commands.Command[] {
  const [commands, setCommands] = useState<readonly Commands.Command[]>([]);
  useEffect(() => {
    const read = (): void => void browser.commands.getAll().then(setCommands);
    read();
    const life = new AbortController();
    window.addEventListener('focus', read, { signal: life.signal });
    return () => life.abort();
  }, []);
  return commands;
}

/** `_execute_action` has no description of ours. */
function commandLabel(name: string | undefined, description: string | undefined): string {
  return name === '_execute_action' || description === undefined || description === ''
    ? say('command_open')
    : say(`command_${(name ?? '').replaceAll('-', '_')}`) || description;
}
