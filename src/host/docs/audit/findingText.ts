import * as vscode from 'vscode';
import { lengthOf } from '../../../core/docs/audit/altWords.ts';
import type { AuditFinding } from '../../../core/docs/audit/pageAudit.ts';
import type { RuleId } from '../../../core/docs/audit/rules.ts';
import { number } from '../../ui/quantities.ts';

/** The code that a rule has in the Problems view; settings and filters of users name it. */
export const findingCodes: Readonly<Record<RuleId, string>> = {
  missing: 'alt-missing',
  empty: 'alt-empty',
  placeholder: 'alt-placeholder',
  fileName: 'alt-file-name',
  vague: 'alt-vague',
  imageOf: 'alt-image-of',
  tooLong: 'alt-too-long',
  repeated: 'alt-repeated',
  sameAsCaption: 'alt-same-as-caption',
  missingFile: 'file-missing',
};

/** The fault and what to do about it. `name` is of the image; `maxLength` of alt texts, in characters. */
export function findingText(finding: AuditFinding, name: string, maxLength: number): string {
  const { alt, source } = finding.reference;
  switch (finding.rule) {
    case 'missing':
      return vscode.l10n.t('{0} has no alt text. Screen readers may read only the file name.', name);
    case 'empty':
      return vscode.l10n.t('{0} has empty alt text, so screen readers skip it.', name);
    case 'placeholder':
      return vscode.l10n.t('The alt text “{0}” is a placeholder. Describe what the image shows.', alt.text);
    case 'fileName':
      return vscode.l10n.t('The alt text “{0}” is a file name. Describe what the image shows.', alt.text);
    case 'vague':
      return vscode.l10n.t('The alt text “{0}” is vague. Describe what this image shows.', alt.text);
    case 'imageOf':
      return vscode.l10n.t(
        'The alt text of {0} begins by saying that it is an image. Screen readers already announce that.',
        name,
      );
    case 'tooLong':
      return vscode.l10n.t(
        'The alt text of {0} has {1} characters, more than {2}. Move the details into the text.',
        name,
        number(lengthOf(alt.text)),
        number(maxLength),
      );
    case 'repeated':
      return repeatedText(finding, name);
    case 'sameAsCaption':
      return vscode.l10n.t(
        'The alt text of {0} repeats the text next to it, so screen readers read it twice.',
        name,
      );
    case 'missingFile':
      return finding.nearest === undefined
        ? vscode.l10n.t('{0} does not exist.', source.text)
        : vscode.l10n.t('{0} does not exist. Did you mean {1}?', source.text, finding.nearest);
  }
}

/** A hint is about one image that is shown several times in a row. */
function repeatedText({ severity }: AuditFinding, name: string): string {
  return severity === 'hint'
    ? vscode.l10n.t(
        'The alt text of {0} is repeated in a row. Describe the images once and mark the others as decorative.',
        name,
      )
    : vscode.l10n.t(
        "The alt text of {0} is the same as another image's on this page. Say what differs.",
        name,
      );
}
