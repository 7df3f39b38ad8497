/**
 * Text from documents, file names, models and servers as VS Code's own surfaces show it to the letter. Notifications,
 * progress and input boxes make a link of `[text](command:…)`, quick picks, trees and the status bar an icon of
 * `$(name)`, and none of them knows an escape. A zero-width space takes both meanings away and is not seen or read out.
 * Control characters and marks that turn the direction of text are left out, and a long text is cut after
 * `maxLength` characters.
 */
export function literalText(text: string, maxLength = 600): string {
  const plain = text
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/(?<=\])(?=\()|(?<=\$)(?=\()/g, '\u200b');
  if (plain.length <= maxLength) return plain;
  return `${[...plain.slice(0, maxLength)].slice(0, -1).join('')}…`;
}

/** Text as one line of Markdown in which nothing is markup. */
export function literalMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
