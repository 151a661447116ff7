/**
 * Scans every file of a folder in a process of its own, each also mutated in as many ways as asked, and prints how
 * far the memory of the process grew, in bytes: `node --import tsx scan-folder.ts FOLDER MUTATIONS`. Run by
 * `memory.test.ts`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { memorySource } from '../../../src/provenance/byte-source.js';
import { scanFile } from '../../../src/provenance/scan-file.js';
import { mutate } from '../../fixtures/provenance/mutate.js';

const [folder = '', mutations = '0'] = process.argv.slice(2);
const names = readdirSync(folder).sort();
// The first file warms the code up; everything from then on counts.
let base = 0;
for (const [index, name] of names.entries()) {
  const bytes = readFileSync(join(folder, name));
  await scanFile(memorySource(bytes));
  if (index === 0) base = process.resourceUsage().maxRSS;
  for (let seed = 1; seed <= Number(mutations); seed += 1) {
    await scanFile(memorySource(mutate(bytes, seed)));
  }
}
process.stdout.write(`${(process.resourceUsage().maxRSS - base) * 1024}\n`);
