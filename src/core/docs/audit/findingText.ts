import { lengthOf } from './altWords.ts';
import type { AuditFinding } from './pageAudit.ts';

/** Puts a sentence into the language of the reader; `{0}`, `{1}` … in it stand for the values. */
export type Localize = (sentence: string, ...values: (string | number)[]) => string;

/** The sentence as it stands in the code. */
export const english: Localize = (sentence, ...values) =>
  sentence.replace(/\{(\d+)\}/g, (all, index) => String(values[Number(index)] ?? all));

/** The fault and what to do about it. `name` is of the image; `maxLength` of alt texts, in characters. */
export function findingText(finding: AuditFinding, name: string, maxLength: number, t: Localize): string {
  const { alt, caption = '' } = finding.reference;
  switch (finding.rule) {
    case 'missing':
      return t('{0} has no alt text. Screen readers may read only the file name.', name);
    case 'empty':
      return t('{0} has empty alt text, so screen readers skip it.', name);
    case 'placeholder':
      return t('The alt text “{0}” is a placeholder. Describe what the image shows.', alt.text);
    case 'fileName':
      return t('The alt text “{0}” is a file name. Describe what the image shows.', alt.text);
    case 'vague':
      return t('The alt text “{0}” is vague. Describe what this image shows.', alt.text);
    case 'imageOf':
      return t(
        'The alt text of {0} begins by saying that it is an image. Screen readers already announce that.',
        name,
      );
    case 'tooLong':
      return t(
        'The alt text of {0} has {1} characters, more than {2}. Move the details into the text.',
        ...[name, lengthOf(alt.text), maxLength],
      );
    case 'repeated':
      return t(
        'The alt text of {0} is repeated in a row. Describe the images once and mark the others as decorative.',
        name,
      );
    case 'sameText':
      return t("The alt text of {0} is the same as another image's on this page. Say what differs.", name);
    case 'sameAsCaption':
      return t('The alt text of {0} repeats the text next to it, so screen readers read it twice.', name);
    case 'captionAvailable':
      return t('The caption of {0} could be its alt text: “{1}”.', name, caption);
    case 'otherLanguage':
      return t('The alt text of {0} is not in the language of the page, so it is read wrongly.', name);
    default:
      return fileText(finding, name, t);
  }
}

function fileText(finding: AuditFinding, name: string, t: Localize): string {
  const path = finding.reference.source.text;
  const nearest = 'nearest' in finding ? finding.nearest : undefined;
  switch (finding.rule) {
    case 'tooLarge':
      return t('{0} is so large that its text becomes illegible when it is scaled down.', name);
    case 'tooSmall':
      return t('{0} is too small to be legible.', name);
    default:
      return nearest === undefined
        ? t('{0} does not exist.', path)
        : t('{0} does not exist. Did you mean {1}?', path, nearest);
  }
}
