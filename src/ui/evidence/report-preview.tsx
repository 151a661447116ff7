import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { reportStyle } from '../../evidence/report-page/report-markup.js';
import { say } from '../words.js';
import { refusalOfExport } from './export-words.js';
import type { PackageChoices } from './package-ticks.js';
import { pictureType } from './picture.js';
import { previewItem, type ExportRefusal, type PreviewOutcome } from './seal-item.js';
import type { FrozenItem, Stores } from './use-frozen.js';

/** The report of the package, to read before it is signed. */
export function ReportPreview(shown: {
  readonly stores: Stores;
  readonly item: FrozenItem;
  readonly choices: PackageChoices;
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('preview_title')}</summary>
      {isOpen && <Report {...shown} />}
    </details>
  );
}

function Report({
  stores,
  item,
  choices,
}: {
  readonly stores: Stores;
  readonly item: FrozenItem;
  readonly choices: PackageChoices;
}): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [refusal, setRefusal] = useState<ExportRefusal | null>(null);
  const { caseId } = item.frozen.opened;
  const { isStamped } = choices;
  const extras = choices.extras.join();
  useEffect(() => {
    const end = new AbortController();
    void previewItem(stores, caseId, choices).then((preview) => {
      if (end.signal.aborted || place.current === null) return;
      setRefusal(preview.ok ? null : preview.reason);
      if (preview.ok) drawReport(place.current, preview, end.signal);
    });
    return () => end.abort();
  }, [stores, caseId, item, isStamped, extras]);
  return (
    <>
      {refusal !== null && <p role="alert">{refusalOfExport(refusal)}</p>}
      <div
        ref={place}
        class="report-preview"
        lang="en"
        role="region"
        aria-label={say('preview_title')}
        tabIndex={0}
        hidden={refusal !== null}
      />
    </>
  );
}

/**
 * Draws the page in a tree of its own, with its own style and the pictures from memory. A frame would need a weaker
 * policy for the pages of the extension; a parsed document runs nothing and fetches nothing.
 */
function drawReport(
  place: HTMLElement,
  { html, media }: Extract<PreviewOutcome, { ok: true }>,
  signal: AbortSignal,
): void {
  // The policy of this page counts for the parsed one too, and refuses a style element.
  const bare = html.replace(`<style>${reportStyle}</style>`, '');
  const page = new DOMParser().parseFromString(bare, 'text/html');
  const files = new Map(media.map(({ path, bytes }) => [path, bytes]));
  for (const image of page.querySelectorAll('img')) {
    const path = image.getAttribute('src') ?? '';
    const bytes = files.get(path);
    image.removeAttribute('src');
    if (bytes === undefined) continue;
    const url = URL.createObjectURL(new Blob([bytes], { type: pictureType(path) ?? '' }));
    image.src = url;
    signal.addEventListener('abort', () => URL.revokeObjectURL(url), { once: true });
  }
  const style = new CSSStyleSheet();
  style.replaceSync(reportStyle);
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [style];
  root.replaceChildren(page.body);
}
