/** The settings page: wiring only. */
import { render } from 'preact';
import rawCatalog from '../../models/catalog.json';
import { parseCatalog } from '../shared/catalog.js';
import { Options } from '../ui/options/options.js';
import { say, wordsLanguage } from '../ui/words.js';

document.documentElement.lang = wordsLanguage();
document.title = say('options_title');
render(<Options models={parseCatalog(rawCatalog).models} />, document.body);
