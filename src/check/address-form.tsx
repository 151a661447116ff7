import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { UnreadReason } from '../shared/provenance.js';
import { unreadSentence } from '../ui/provenance-words.js';
import { say } from '../ui/words.js';

/** What became of an address. */
export type AddressAnswer =
  { readonly ok: true; readonly file: File } | { readonly ok: false; readonly why: UnreadReason };

/**
 * One address, read on a click: the only thing on this page that asks the network. `given` fills the
 * field (an address that was pasted); `read` starts inside the click, because it asks for a permission.
 */
export function AddressForm({
  given,
  read,
  add,
}: {
  readonly given: string;
  readonly read: (address: string) => Promise<AddressAnswer>;
  readonly add: (files: readonly File[]) => void;
}): JSX.Element {
  const fieldId = useId();
  const hintId = useId();
  const [address, setAddress] = useState('');
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  useEffect(() => setAddress(given), [given]);

  const submit = (event: Event): void => {
    event.preventDefault();
    if (isBusy || address.trim() === '') return;
    if (!URL.canParse(address.trim())) {
      setSaid(say('check_url_wrong'));
      return;
    }
    const answered = read(address.trim());
    setBusy(true);
    setSaid(say('check_url_reading'));
    void answered.then((answer) => {
      setBusy(false);
      setSaid(answer.ok ? '' : unreadSentence(answer.why));
      if (!answer.ok) return;
      setAddress('');
      add([answer.file]);
    });
  };
  return (
    <form class="address" onSubmit={submit}>
      <label for={fieldId}>{say('check_url_label')}</label>
      <div>
        <input
          id={fieldId}
          type="text"
          inputMode="url"
          autocomplete="off"
          dir="ltr"
          aria-describedby={hintId}
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={isBusy}>
          {say('check_url_read')}
        </button>
      </div>
      <p id={hintId} class="soft small">
        {say('check_url_explain')}
      </p>
      <p role="status">{said}</p>
    </form>
  );
}
