import type { ImageSource, Range } from '../../imageReference.ts';

/** Names that stand for the path of a file: `import hero from './hero.png'`. */
export type Imports = ReadonlyMap<string, { readonly text: string; readonly range: Range }>;

const IMPORT = /^\ufeff?[ \t]*import\s+(?:\*\s+as\s+)?([\w$]+)\s+from\s+(["'])([^"'\n]+)\2/gm;

export function importsOf(text: string): Imports {
  const imports = new Map<string, { text: string; range: Range }>();
  for (const found of text.matchAll(IMPORT)) {
    const [all, name = '', , path = ''] = found;
    const end = found.index + all.length - 1;
    imports.set(name, { text: path, range: { start: end - path.length, end } });
  }
  return imports;
}

/** A source that names an import is the imported path, which stands in the import statement. */
export function imported(source: ImageSource, imports: Imports): ImageSource {
  if (!source.computed) return source;
  const name = /^([\w$]+)(?:\.src|\.default)?$/.exec(source.text)?.[1];
  const path = name === undefined ? undefined : imports.get(name);
  return path ? { ...path, computed: false } : source;
}
