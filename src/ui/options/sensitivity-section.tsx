import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import { noticeLevels } from '../../shared/page-settings.js';
import { changeSettings } from '../../settings/settings-store.js';
import { followOwnModel, readOwnModel } from '../../settings/engine-preferences.js';
import { useStored } from '../use-stored.js';
import { Choice } from '../choice.js';
import { errorBeside, readTestFigures } from '../../shared/test-figures.js';
import { levelLabel, say } from '../words.js';
import { Section } from './section.js';
import { useSettings } from './use-settings.js';

/**
 * From which level on the page shows a notice. The limits of the levels stay as they were measured:
 * a slider over scores would make the false-alarm rates on this page untrue.
 */
export function SensitivitySection({
  id,
  models,
}: {
  readonly id: string;
  readonly models: readonly ModelEntry[];
}): JSX.Element {
  const { noticeFrom } = useSettings();
  const own = useStored(readOwnModel, followOwnModel);
  // Of a model that the person brought nothing is known: ours would be somebody else's figures.
  const figures = own === null ? readTestFigures(models[0]?.measured) : [];
  const error = errorBeside(noticeFrom, figures);
  return (
    <Section
      id={id}
      title={say('options_sensitivity')}
      explain={say('options_sensitivity_explain')}
    >
      <Choice
        name="notice-from"
        legend={say('options_notice_from')}
        options={noticeLevels.map((value) => ({ value, label: levelLabel(value) }))}
        value={noticeFrom}
        onChoose={(level) => void changeSettings({ noticeFrom: level })}
      />
      <p class="soft small" role="status">
        {error === null
          ? say('detail_alarm_unknown')
          : say('detail_alarm_measured', error.count, error.total)}
      </p>
    </Section>
  );
}
