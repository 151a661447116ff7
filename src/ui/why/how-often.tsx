import type { JSX } from 'preact';
import type { Level } from '../../shared/level.js';
import { errorBeside, type TestFigures } from '../../shared/test-figures.js';
import { levelLabel, say } from '../words.js';
import { naturalFrequency } from './natural-frequency.js';

/** How often an answer of this level is wrong, in people instead of shares. */
export function howOften(level: Level, figures: readonly TestFigures[]): string {
  const error = errorBeside(level, figures);
  if (error === null) return say('detail_alarm_unknown');
  const isMiss = error.kind === 'misses';
  const often = naturalFrequency(error.count, error.total);
  if (often === null) return say(isMiss ? 'detail_miss_never' : 'detail_alarm_never', error.total);
  return say(isMiss ? 'detail_miss_often' : 'detail_alarm_often', often.outOf, often.count);
}

const tabled: readonly Level[] = ['strong', 'moderate', 'weak', 'none-found'];

/** "What this means": every level with its errors. */
export function HowOften({ figures }: { readonly figures: readonly TestFigures[] }): JSX.Element {
  return (
    <section id="figures" class="panel" tabIndex={-1}>
      <h2>{say('detail_often_title')}</h2>
      {figures.length === 0 ? (
        <p>{say('detail_alarm_unknown')}</p>
      ) : (
        <>
          <dl class="often">
            {tabled.map((level) => (
              <div key={level}>
                <dt>{levelLabel(level)}</dt>
                <dd>{howOften(level, figures)}</dd>
              </div>
            ))}
          </dl>
          <p class="soft small">{say('detail_often_source')}</p>
        </>
      )}
    </section>
  );
}
