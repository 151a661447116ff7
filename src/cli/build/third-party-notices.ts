import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** Licences that may be shipped in a package under Apache-2.0 (SPDX names). */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MPL-2.0',
]);
/** Described in types or run while building: nothing of them is in the package. */
const isLeftOut = (name: string): boolean =>
  name.startsWith('@types/') || name === 'typescript' || name === 'undici-types';

/**
 * Name, version, licence and licence text of every library that the package holds, from the lock file and the
 * installed packages. MIT, ISC, BSD and Apache-2.0 all ask for it. The same text stands once.
 *
 * @throws when a library has a licence that is not among those that may be shipped
 */
export async function thirdPartyNotices(root: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const namesByText = new Map<string, string[]>();
  for (const [path, { version, license = 'none', dev }] of Object.entries(lock.packages)) {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (name === '' || dev === true || isLeftOut(name)) continue;
    if (!allowed.has(license)) throw new Error(`${name}: licence ${license} may not be shipped`);
    const text = await licenceTextOf(join(root, path), license, root);
    const names = namesByText.get(text) ?? [];
    namesByText.set(text, [...names, `${name} ${version} (${license})`]);
  }
  const trust = await readFile(join(root, 'public/trust/NOTICE.txt'), 'utf8');
  return [...namesByText]
    .map(([text, names]) => `${names.join('\n')}\n\n${text.trim()}\n`)
    .concat(trust)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The text in the package; else that of the licence's name with the author of the package. */
async function licenceTextOf(dir: string, license: string, root: string): Promise<string> {
  const files = (await readdir(dir)).filter((name) => /^(?:licen[cs]e|notice)/i.test(name)).sort();
  if (files.length > 0) {
    const texts = await Promise.all(files.map((name) => readFile(join(dir, name), 'utf8')));
    return texts.join('\n');
  }
  if (license === 'Apache-2.0') return readFile(join(root, 'LICENSE'), 'utf8');
  const { author } = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) as {
    readonly author?: string | { readonly name: string };
  };
  const holder = typeof author === 'string' ? author : (author?.name ?? 'its authors');
  const text = standardTexts[license];
  if (text === undefined) throw new Error(`${dir}: no text for ${license}`);
  return `Copyright (c) ${holder} and contributors\n\n${text}`;
}

/** Standard texts of licences that packages name without bringing them. */
const standardTexts: Readonly<Record<string, string>> = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN
AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.`,
};
