type Messages = Readonly<Record<string, string>>;

/** What is wrong with the translation of `source`; a missing sentence only when it is to be `complete`. */
export function translationProblems(
  source: Messages,
  translated: Messages,
  complete: boolean,
): readonly string[] {
  const missing = complete ? Object.keys(source).filter((key) => !Object.hasOwn(translated, key)) : [];
  return [
    ...missing.map((key) => `${quoted(key)} is not translated.`),
    ...Object.entries(translated).flatMap(([key, text]) => pairProblems(key, source[key], text)),
  ];
}

function pairProblems(key: string, sentence: string | undefined, text: string): readonly string[] {
  if (sentence === undefined) return [`${quoted(key)} is no sentence of the source any more.`];
  const problems: string[] = [];
  if (placeholders(sentence) !== placeholders(text))
    problems.push(`${quoted(key)} has other placeholders in the translation.`);
  if (plainSpace.test(text)) problems.push(`${quoted(key)} needs a no-break space beside its punctuation.`);
  return problems;
}

/** French sets a no-break space before these marks and inside its quotation marks. */
const plainSpace = / [:;?!»]|« /;

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
