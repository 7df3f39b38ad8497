import type { AuditFinding } from '../../../core/docs/audit/pageAudit.ts';
import { lengthOf } from '../../../core/docs/audit/rules.ts';

/** What the Problems view calls a rule; settings and filters of users name it. */
export const findingCodes: Readonly<Record<AuditFinding['rule'], string>> = {
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

/** What is to be seen to and why. `name` is of the image; `maxLength` of alt texts, in characters. */
export function findingText(finding: AuditFinding, name: string, maxLength: number): string {
  const { alt, source } = finding.reference;
  switch (finding.rule) {
    case 'missing':
      return `${name} has no alt text: readers who cannot see it are told its file name at best.`;
    case 'empty':
      return `The alt text of ${name} is empty: readers who cannot see it do not hear of it.`;
    case 'placeholder':
      return `The alt text “${alt.text}” is a placeholder: say what the image tells the reader here.`;
    case 'fileName':
      return `The alt text “${alt.text}” is the name of a file: say what the image tells the reader here.`;
    case 'vague':
      return `The alt text “${alt.text}” fits many images: say what this one tells the reader here.`;
    case 'imageOf':
      return `The alt text of ${name} begins by saying that it is an image, which screen readers say already.`;
    case 'tooLong':
      return `The alt text of ${name} has ${lengthOf(alt.text)} characters, more than ${maxLength}: put the details into the text.`;
    case 'repeated':
      return `The alt text of ${name} is that of another image here, too: say what is different about this one.`;
    case 'sameAsCaption':
      return `The alt text of ${name} repeats the text beside it, so readers hear it twice.`;
    case 'missingFile':
      return `${source.text} does not exist${finding.nearest === undefined ? '.' : `: did you mean ${finding.nearest}?`}`;
  }
}
