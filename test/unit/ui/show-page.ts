import { render, type VNode } from 'preact';
import { act } from 'preact/test-utils';

/** Renders a page and lets its reads of a store arrive. Gives the text that then stands there. */
export async function showPage(page: VNode): Promise<string> {
  await act(() => render(page, document.body));
  for (let round = 0; round < 5; round += 1) {
    await act(() => new Promise((done) => setTimeout(done, 20)));
  }
  return document.body.textContent;
}
