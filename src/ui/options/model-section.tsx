import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import { say } from '../words.js';
import type { TryModel } from './take-own-model.js';
import { ModelFacts } from './model-facts.js';
import { OwnModel } from './own-model.js';
import { Section } from './section.js';

/** The models that are in the package, with what is known of their errors. */
export function ModelSection({
  id,
  models,
  tryModel,
}: {
  readonly id: string;
  readonly models: readonly ModelEntry[];
  readonly tryModel: TryModel;
}): JSX.Element {
  return (
    <Section id={id} title={say('options_model')}>
      {models.map((model) => (
        <ModelFacts key={model.id} model={model} />
      ))}
      <OwnModel tryModel={tryModel} />
    </Section>
  );
}
