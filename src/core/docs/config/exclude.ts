import { ignoredBy } from './gitignore.ts';

/** Whether patterns, which count from a folder on, leave a path out; paths outside of the folder stay. */
export function excludedBy(patterns: readonly string[], folder: string): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const isIgnored = ignoredBy([{ folder: '', text: patterns.join('\n') }]);
  const prefix = `${folder}/`;
  return (path) => path.startsWith(prefix) && isIgnored(path.slice(prefix.length));
}
