import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { requestContent } from '../../protocol/request.js';
import type { CheckedPart, SiteCheck } from '../../shared/site-check.js';
import { say } from '../words.js';
import { Section } from './section.js';
import { siteCheckText } from './site-check-text.js';
import { useOpenPages, type OpenPage } from './use-open-pages.js';

/** What a page answered, or that it did not. */
type Answer = { readonly page: OpenPage; readonly check: SiteCheck | null };

/** Which parts of an open page Seam still recognises, for the report of somebody whose site was redesigned. */
export function SiteCheckSection({ id }: { readonly id: string }): JSX.Element {
  const [turn, setTurn] = useState(0);
  const pages = useOpenPages(turn);
  const [chosen, setChosen] = useState<number | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const page = pages?.find(({ tabId }) => tabId === chosen) ?? pages?.[0];

  async function check(): Promise<void> {
    setTurn((now) => now + 1);
    if (page === undefined) return;
    const { tabId } = page;
    const reply = await requestContent(
      { tabId, frameId: 0 },
      'page/check-site',
      {},
      AbortSignal.timeout(5000),
    );
    setAnswer({ page, check: reply.ok ? reply.value : null });
  }

  return (
    <Section id={id} title={say('site_check')} explain={say('site_check_explain')}>
      {pages?.length === 0 && <p>{say('site_check_no_page')}</p>}
      <p class="actions">
        {pages !== null && pages.length > 0 && (
          <select
            class="field"
            aria-label={say('site_check_page')}
            value={page?.tabId}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
          >
            {pages.map(({ tabId, host, title }) => (
              <option key={tabId} value={tabId}>
                {say('site_check_page_name', host, title.slice(0, 60))}
              </option>
            ))}
          </select>
        )}
        <button type="button" class="button" onClick={() => void check()}>
          {say('site_check_run')}
        </button>
      </p>
      <div role="status">
        {answer !== null && (
          <p>
            {answer.check === null
              ? say('site_check_no_answer')
              : summary(answer.check, answer.page.host)}
          </p>
        )}
      </div>
      {answer?.check != null && <Found host={answer.page.host} check={answer.check} />}
    </Section>
  );
}

function summary({ site, parts, table }: SiteCheck, host: string): string {
  if (site === 'generic') return say('site_check_generic', host);
  const missing = parts.filter(({ state }) => state === 'missing').length;
  return missing === 0
    ? say('site_check_all_found', host, table.checkedAt)
    : say('site_check_some_missing', host, missing, table.checkedAt);
}

function Found({ host, check }: { readonly host: string; readonly check: SiteCheck }): JSX.Element {
  const [status, setStatus] = useState('');
  const text = siteCheckText(host, check, browser.runtime.getManifest().version);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setStatus(say('options_debug_copied')),
      () => setStatus(say('options_debug_copy_failed')),
    );
  return (
    <>
      {check.parts.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{say('site_check_part')}</th>
              <th scope="col">{say('site_check_state')}</th>
            </tr>
          </thead>
          <tbody>
            {check.parts.map((part) => (
              <PartRow key={part.part} part={part} />
            ))}
          </tbody>
        </table>
      )}
      <p class="actions">
        <button type="button" class="button" onClick={() => void copy()}>
          {say('options_debug_copy')}
        </button>
      </p>
      <details>
        <summary>{say('site_check_text')}</summary>
        <textarea
          class="debug"
          readOnly
          rows={14}
          aria-label={say('site_check_text')}
          value={text}
        />
      </details>
      <p role="status" class="status">
        {status}
      </p>
    </>
  );
}

/** A missing part says so in words and in weight, not by colour alone; its selectors stand below. */
function PartRow({
  part: { part, state, selectors },
}: {
  readonly part: CheckedPart;
}): JSX.Element {
  const name = part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const found = selectors.find((one) => one.found > 0);
  return (
    <tr>
      <th scope="row">{say(`site_part_${name}`)}</th>
      <td>
        {state === 'missing' ? (
          <strong>{say('site_state_missing')}</strong>
        ) : (
          say(`site_state_${state}`)
        )}{' '}
        {found !== undefined && <code class="soft small">{found.selector}</code>}
        {state === 'missing' &&
          selectors.map(({ selector }) => (
            <div key={selector}>
              <code class="small">{selector}</code>
            </div>
          ))}
      </td>
    </tr>
  );
}
