/**
 * The text without any of the `characters` at its end, in time linear in what is cut off. A pattern such as `/ +$/`
 * begins anew at every space of the text, which is quadratic.
 */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
