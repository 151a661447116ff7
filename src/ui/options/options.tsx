import type { JSX } from 'preact';
import type { ModelEntry } from '../../shared/catalog.js';
import { say } from '../words.js';
import { CollectorSection } from './collector-section.js';
import { DataSection } from './data-section.js';
import { DebugSection } from './debug-section.js';
import { EvidenceSection } from './evidence-section.js';
import { GeneralSection } from './general-section.js';
import { KeyboardSection } from './keyboard-section.js';
import { LanguageSection } from './language-section.js';
import { ModelSection } from './model-section.js';
import { PerformanceSection } from './performance-section.js';
import { PictureFilesSection } from './picture-files-section.js';
import { ResetSection } from './reset-section.js';
import type { TryModel } from './take-own-model.js';
import { SensitivitySection } from './sensitivity-section.js';
import { SiteCheckSection } from './site-check-section.js';
import { SitesSection } from './sites-section.js';

/** What the page needs from outside; `entries/options.tsx` gives it, tests give their own. */
export interface OptionsProps {
  readonly models: readonly ModelEntry[];
  readonly tryModel: TryModel;
}

/** Sections in their order, each under the name that its address has. */
const sections: readonly {
  readonly id: string;
  readonly title: () => string;
  readonly Part: (props: OptionsProps & { readonly id: string }) => JSX.Element;
}[] = [
  { id: 'general', title: () => say('options_general'), Part: GeneralSection },
  { id: 'sensitivity', title: () => say('options_sensitivity'), Part: SensitivitySection },
  { id: 'performance', title: () => say('options_performance'), Part: PerformanceSection },
  { id: 'sites', title: () => say('options_sites'), Part: SitesSection },
  { id: 'evidence', title: () => say('options_evidence'), Part: EvidenceSection },
  { id: 'collector', title: () => say('options_collector'), Part: CollectorSection },
  { id: 'keyboard', title: () => say('options_keyboard'), Part: KeyboardSection },
  { id: 'language', title: () => say('options_language'), Part: LanguageSection },
  { id: 'model', title: () => say('options_model'), Part: ModelSection },
  { id: 'pictures', title: () => say('options_pictures'), Part: PictureFilesSection },
  { id: 'data', title: () => say('options_data'), Part: DataSection },
  { id: 'site-check', title: () => say('site_check'), Part: SiteCheckSection },
  { id: 'debug', title: () => say('options_debug'), Part: DebugSection },
  { id: 'reset', title: () => say('options_reset'), Part: ResetSection },
];

/** The settings page. Says only what is so in this build; every change holds at once. */
export function Options(props: OptionsProps): JSX.Element {
  return (
    <>
      <header class="top">
        <img src="/icons/seam.svg" alt="" width={32} height={32} />
        <h1>{say('options_title')}</h1>
      </header>
      <nav aria-label={say('options_title')}>
        <ul>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title()}</a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        {sections.map(({ id, Part }) => (
          <Part key={id} id={id} {...props} />
        ))}
      </main>
    </>
  );
}
