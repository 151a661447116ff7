import type { JSX } from 'preact';
import { siteModes } from '../../shared/site-mode.js';
import type { UploaderRule } from '../../shared/uploader-rules.js';
import { setUploaderMode } from '../../settings/uploader-store.js';
import { Choice } from '../choice.js';
import { cleanTitle } from '../verdict/media-card.js';
import { modeLabel, say } from '../words.js';

const asSite = 'as-site';

/** A mode of its own for whoever put the first media of this tab on its site. */
export function UploaderSwitch({
  uploader,
  rules,
}: {
  readonly uploader: Omit<UploaderRule, 'mode'>;
  readonly rules: readonly UploaderRule[];
}): JSX.Element {
  const own = rules.find(
    ({ site, uploaderId }) => site === uploader.site && uploaderId === uploader.uploaderId,
  );
  const name = cleanTitle(uploader.name) || uploader.uploaderId;
  return (
    <div class="uploader">
      <Choice
        name="uploader-mode"
        legend={say('popup_uploader', name)}
        options={[
          { value: asSite, label: say('popup_uploader_as_site') },
          ...siteModes.map((value) => ({ value, label: modeLabel(value) })),
        ]}
        value={own?.mode ?? asSite}
        onChoose={(mode) => void setUploaderMode(uploader, mode === asSite ? null : mode)}
      />
    </div>
  );
}
