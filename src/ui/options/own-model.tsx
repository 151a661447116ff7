import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { followOwnModel, readOwnModel } from '../../settings/engine-preferences.js';
import { useStored } from '../use-stored.js';
import { say } from '../words.js';
import { forgetOwnModel, takeOwnModel, type TryModel } from './take-own-model.js';
import { ModelFacts } from './model-facts.js';

/** A model that the person brings: same contract, same checks, and marked wherever its result is shown. */
export function OwnModel({ tryModel }: { readonly tryModel: TryModel }): JSX.Element {
  const model = useStored(readOwnModel, followOwnModel);
  const [status, setStatus] = useState('');
  return (
    <>
      <h3>{say('options_own_model')}</h3>
      <p class="soft">{say('options_own_model_explain')}</p>
      {model !== null && <ModelFacts model={model} />}
      <p class="actions">
        <label class="button file">
          {say('options_own_model_choose')}
          <input
            type="file"
            multiple
            accept=".onnx,.json"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              setStatus(say('options_own_model_checking'));
              void takeOwnModel(files, tryModel).then(({ fault, detail }) =>
                setStatus(
                  fault === null
                    ? say('options_own_model_taken')
                    : say(`options_own_model_${fault}`, detail),
                ),
              );
            }}
          />
        </label>
        {model !== null && (
          <button
            type="button"
            class="button"
            onClick={() => void forgetOwnModel().then(() => setStatus(''))}
          >
            {say('options_own_model_forget')}
          </button>
        )}
      </p>
      <p role="status" class="status">
        {status}
      </p>
    </>
  );
}
