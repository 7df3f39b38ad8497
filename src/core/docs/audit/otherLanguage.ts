import type { ImageReference } from '../imageReference.ts';
import { type AuditSettings, severityOf } from './auditSettings.ts';
import { isIgnored } from './checkAlt.ts';
import { isOther, languageOf } from './language.ts';
import type { Severity } from './rules.ts';

interface OtherLanguage {
  readonly rule: 'otherLanguage';
  readonly reference: ImageReference;
  readonly severity: Severity;
}

/** The alt texts that are in another language than their document, which says its own or is long enough to show it. */
export function otherLanguages(
  references: readonly ImageReference[],
  settings: AuditSettings,
): readonly OtherLanguage[] {
  const rule = 'otherLanguage';
  const severity = severityOf(rule, settings);
  if (!severity) return [];
  let page: string | undefined;
  return references.flatMap((reference) => {
    const { alt, kind, language } = reference;
    if (alt.state !== 'text' || kind === 'badge' || isIgnored(reference, rule)) return [];
    const found = languageOf(alt.text, LEAST_IN_TEXT);
    if (found === undefined) return [];
    page ??= language ?? languageAround(references) ?? '';
    const isAlike = isTag(page) ? !isOther(found, page) : found === page || page === '';
    return isAlike ? [] : [{ rule, reference, severity }];
  });
}

/** Function words that an alt text needs: names of things are not in the language of the page. */
const LEAST_IN_TEXT = 3;
/** A page shows its language by more. */
const LEAST_IN_PAGE = 8;
/** References whose surroundings are looked at. */
const LOOKED_AT = 8;

function languageAround(references: readonly ImageReference[]): string | undefined {
  const texts = references
    .slice(0, LOOKED_AT)
    .map(({ context, headings }) => [...headings, context.before, context.after].join('\n'));
  return languageOf(texts.join('\n'), LEAST_IN_PAGE);
}

/** False for the name of a script. */
function isTag(language: string): boolean {
  return /^[a-z]{2,3}(?:[-_]|$)/.test(language);
}
