import { lengthOf } from '../../../core/docs/audit/altWords.ts';
import type { AuditFinding } from '../../../core/docs/audit/pageAudit.ts';
import type { RuleId } from '../../../core/docs/audit/rules.ts';

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
      return `${name} has no alt text. Screen readers may read only the file name.`;
    case 'empty':
      return `${name} has empty alt text, so screen readers skip it.`;
    case 'placeholder':
      return `The alt text “${alt.text}” is a placeholder. Describe what the image shows.`;
    case 'fileName':
      return `The alt text “${alt.text}” is a file name. Describe what the image shows.`;
    case 'vague':
      return `The alt text “${alt.text}” is vague. Describe what this image shows.`;
    case 'imageOf':
      return `The alt text of ${name} begins by saying that it is an image. Screen readers already announce that.`;
    case 'tooLong':
      return `The alt text of ${name} has ${lengthOf(alt.text)} characters, more than ${maxLength}. Move the details into the text.`;
    case 'repeated':
      return repeatedText(finding, name);
    case 'sameAsCaption':
      return `The alt text of ${name} repeats the text next to it, so screen readers read it twice.`;
    case 'missingFile':
      return `${source.text} does not exist.${finding.nearest === undefined ? '' : ` Did you mean ${finding.nearest}?`}`;
  }
}

/** A hint is about one image that is shown several times in a row. */
function repeatedText({ severity }: AuditFinding, name: string): string {
  return severity === 'hint'
    ? `The alt text of ${name} is repeated in a row. Describe the images once and mark the others as decorative.`
    : `The alt text of ${name} is the same as another image's on this page. Say what differs.`;
}
