import type { JSX } from 'preact';
import type { ProvenanceReport } from '../provenance/report.js';
import { scanSentence } from '../ui/provenance-words.js';
import { say } from '../ui/words.js';
import { markKind, markLines } from './mark-words.js';

/** Every mark of a file with the place where it stands, and what was odd about the file. Text only. */
export function MarkTable({ report }: { readonly report: ProvenanceReport }): JSX.Element | null {
  const { marks, notes } = report;
  if (marks.length + notes.length === 0) return null;
  return (
    <details class="marks">
      <summary>{say('check_marks', marks.length)}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={say('check_marks', marks.length)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('check_mark_kind')}</th>
              <th scope="col">{say('check_mark_value')}</th>
              <th scope="col">{say('check_mark_place')}</th>
            </tr>
          </thead>
          <tbody>
            {marks.map((mark, index) => (
              <tr key={index}>
                <th scope="row">
                  {markKind(mark)}
                  <span class="soft small certainty">{say(`certainty_${mark.certainty}`)}</span>
                </th>
                <td>
                  {markLines(mark).map((line, at) => (
                    <p key={at} dir="auto">
                      {line}
                    </p>
                  ))}
                </td>
                <td>{say('check_mark_at', mark.place.path, mark.place.offset)}</td>
              </tr>
            ))}
            {notes.map(({ state, place }, index) => (
              <tr key={`note-${index}`} class="soft">
                <th scope="row">{say('reasons_title')}</th>
                <td>{scanSentence(state)}</td>
                <td>{place.path === '' ? '' : say('check_mark_at', place.path, place.offset)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
