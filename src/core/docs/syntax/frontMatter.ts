/** The front matter of a document: how long it is (with the line break after it) and the language it names. */
export function frontMatter(text: string): { readonly length: number; readonly language?: string } {
  const found =
    /^\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[0] ?? '';
  const language = languageIn(found);
  return language === undefined ? { length: found.length } : { length: found.length, language };
}

/** Typora's `typora-root-url`: the folder that the `/…` paths of the document are in. */
export function typoraRoot(front: string): string | undefined {
  return /^typora-root-url:[ \t]*["']?([^"'\r\n]+)/m.exec(front)?.[1]?.trim().replaceAll('\\', '/');
}

function languageIn(front: string): string | undefined {
  return /^(?:lang|language|locale)[ \t]*[:=][ \t]*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)["']?[ \t]*\r?$/m
    .exec(front)?.[1]
    ?.replaceAll('_', '-');
}
