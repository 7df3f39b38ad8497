import type { Localize } from '../audit/findingText.ts';
import { ruleIds } from '../audit/rules.ts';
import { type ConfigProblem, lengthBounds } from './config.ts';

/** What is wrong with a row of a configuration, and what would be right. `file` is its name, or that of the settings. */
export function configProblemText({ kind, row }: ConfigProblem, file: string, t: Localize): string {
  switch (kind) {
    case 'notJson':
      return t('{0} is not a JSON object, so it has no effect.', file);
    case 'unknownKey':
      return t('{0}: there is no “{1}”.', file, row);
    case 'unknownRule':
      return t('{0}: “{1}” is not a rule. The rules are {2}.', file, row, ruleIds.join(', '));
    case 'level':
      return t('{0}: “{1}” must be "error", "warning", "hint" or "off".', file, row);
    case 'value':
      return row === 'altText.maxLength'
        ? t('{0}: “{1}” must be a number from {2} to {3}.', file, row, lengthBounds.min, lengthBounds.max)
        : t('{0}: “{1}” is not of the type that docs/rules.md gives for it.', file, row);
  }
}
