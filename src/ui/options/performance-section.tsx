import type { JSX } from 'preact';
import {
  backendChoices,
  followEnginePreferences,
  readBackendChoice,
  writeBackendChoice,
} from '../../settings/engine-preferences.js';
import { Choice } from '../choice.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { Section } from './section.js';

/** How Seam computes, and what it may cost. */
export function PerformanceSection({ id }: { readonly id: string }): JSX.Element {
  const backend = useStored(readBackendChoice, followEnginePreferences);
  return (
    <Section
      id={id}
      title={say('options_performance')}
      explain={say('options_performance_explain')}
    >
      <Choice
        name="backend"
        legend={say('detail_backend')}
        options={backendChoices.map((value) => ({ value, label: say(`options_backend_${value}`) }))}
        value={backend}
        onChoose={(choice) => void writeBackendChoice(choice)}
      />
      <p class="soft small">{say('options_backend_explain')}</p>
    </Section>
  );
}
