import type { JSX } from 'preact';
import { depictedPersons, reportGrounds } from '../../evidence/package/dossier.js';
import { ruleOf } from '../../report/legal-grounds.js';
import type { Review } from '../../report/review.js';
import { chooseGround } from '../../report/safety.js';
import type { ChangeReview, FrozenItem } from '../evidence/use-frozen.js';
import { say, wordsLanguage } from '../words.js';
import { TextField } from './text-field.js';

const jurisdictions = ['any', 'CN', 'US', 'EU', 'IN', 'KR'] as const;
const reporterFields = ['name', 'email', 'phone'] as const;

/** The rule of the chosen place, in Chinese where it has a Chinese name and the words are Chinese. */
function ruleHere(place: Review['jurisdiction'], ground: Review['grounds'][number]): string {
  const inChinese = wordsLanguage().startsWith('zh') ? ruleOf(place, ground, 'zh-CN') : null;
  return inChinese ?? ruleOf(place, ground, 'en') ?? '';
}

/** Reasons, relation to the person shown, and statements that only the person can make. */
export function StatementsForm({
  item,
  isBare = false,
  change,
}: {
  readonly item: FrozenItem;
  /** Only what a person can state goes beside the address: no reasons, no explanation. */
  readonly isBare?: boolean;
  readonly change: ChangeReview;
}): JSX.Element {
  const { review } = item;
  const nobody = { name: null, email: null, phone: null };
  return (
    <section>
      <h2>{say('statements_title')}</h2>
      <label class="field">
        {say('statements_where')}
        <select
          value={review.jurisdiction}
          onChange={(event) =>
            void change({ jurisdiction: event.currentTarget.value as Review['jurisdiction'] })
          }
        >
          {jurisdictions.map((place) => (
            <option key={place} value={place}>
              {say(`place_${place}`)}
            </option>
          ))}
        </select>
      </label>
      {!isBare && (
        <>
          <fieldset>
            <legend>{say('statements_grounds')}</legend>
            <p class="soft small">{say('statements_rules')}</p>
            {reportGrounds.map((ground) => (
              <label class="tick" key={ground}>
                <input
                  type="checkbox"
                  checked={review.grounds.includes(ground)}
                  onChange={(event) => {
                    const isChosen = event.currentTarget.checked;
                    void change((now) => chooseGround(now, ground, isChosen));
                  }}
                />
                <span>
                  {say(`ground_${ground.replaceAll('-', '_')}`)}{' '}
                  <span class="soft small">{ruleHere(review.jurisdiction, ground)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <label class="field">
            {say('statements_why')}
            <textarea
              rows={4}
              maxLength={4000}
              value={review.whyIllegal}
              onInput={(event) => void change({ whyIllegal: event.currentTarget.value })}
            />
          </label>
        </>
      )}
      <fieldset>
        <legend>{say('statements_relation')}</legend>
        {depictedPersons.map((person) => (
          <label class="tick" key={person}>
            <input
              type="radio"
              name="person"
              checked={review.depictedPerson === person}
              onChange={() => void change({ depictedPerson: person })}
            />
            <span>{say(`person_${person.replaceAll('-', '_')}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say('statements_said')}</legend>
        <label class="tick">
          <input
            type="checkbox"
            checked={review.consentStatement !== null}
            onChange={(event) =>
              void change({ consentStatement: event.currentTarget.checked ? true : null })
            }
          />
          <span>{say('statement_consent')}</span>
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={review.goodFaithStatement !== null}
            onChange={(event) =>
              void change({ goodFaithStatement: event.currentTarget.checked ? true : null })
            }
          />
          <span>{say('statement_faith')}</span>
        </label>
      </fieldset>
      <details>
        <summary>{say('reporter_title')}</summary>
        <p class="soft small">{say('reporter_explain')}</p>
        {reporterFields.map((field) => (
          <TextField
            key={field}
            label={say(`reporter_${field}`)}
            kind={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            value={review.reporter?.[field] ?? ''}
            set={(text) => {
              void change((now) => {
                const reporter = { ...(now.reporter ?? nobody), [field]: text.trim() || null };
                const isEmpty = reporterFields.every((name) => reporter[name] === null);
                return { reporter: isEmpty ? null : reporter };
              });
            }}
          />
        ))}
      </details>
    </section>
  );
}
