/** `%20` and its like as characters; a text that only looks percent-encoded stays what it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // `100%.png` is a file name, not a broken escape.
    return text;
  }
}
