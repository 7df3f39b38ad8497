import { readFileSync } from 'node:fs';

/** A language in which every letter has an accent: what is left without one went past the messages. */
export function pseudoMessages(): Record<string, string> {
  const bundle = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.json', import.meta.url), 'utf8'));
  return Object.fromEntries(Object.keys(bundle).map((sentence) => [sentence, pseudo(sentence)]));
}

/** The text in brackets, 40 % longer, its placeholders as they were. */
export function pseudo(text: string): string {
  const words = text.replace(/\{\d+\}|[a-z]/gi, (found) => letters[found] ?? found);
  return `⟦${words}${' éé'.repeat(Math.ceil((text.length * 0.4) / 3))}⟧`;
}

/** Words of a text that no message holds; the product and formats are called the same everywhere. */
export function wordsLeft(text: string): readonly string[] {
  return text.replaceAll('Ask Claude', '').match(/[a-z]{2,}/gi) ?? [];
}

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀćďéƒǧħíǰķłɱńóṗɋŕšťúṽẃẋýžÁƁĆĎÉƑǦĦÍǰĶŁṀŃÓṖɊŔŠŤÚṼẂẊÝŽ';
const letters: Record<string, string> = Object.fromEntries(
  [...plain].map((letter, index) => [letter, [...accented][index] ?? letter]),
);
