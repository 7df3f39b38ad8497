import { config, t } from '@vscode/l10n';

// Plain Node, where some tests run a file of the panel, has no page.
const { lang, messages } = pageData(globalThis.document);

// The host puts the sentences of another language into the page; without them they stay as they stand in the code.
if (messages) config({ contents: messages });

const rules = new Intl.PluralRules(lang);
const numbers = new Intl.NumberFormat(lang);

/** `t('Remove {0}', name)`: the sentence in the language of the editor. The first argument is a literal. */
export { t };

/** A number as the language of the editor writes it. */
export function number(many: number): string {
  return numbers.format(many);
}

/** The sentence for this number: "1 image", "2 images". French has the first for 0, too. */
export function plural(many: number, one: string, other: string): string {
  return rules.select(many) === 'one' ? one : other;
}

function pageData(page: Document | undefined) {
  return { lang: page?.documentElement.lang || 'en', messages: page?.body?.dataset['messages'] };
}
