import { foreignText } from './foreignText.js';
import { imports } from './imports.js';
import { sentences } from './sentences.js';

/** The rules that no linter has, for oxlint. */
export default { meta: { name: 'house' }, rules: { imports, 'foreign-text': foreignText, sentences } };
