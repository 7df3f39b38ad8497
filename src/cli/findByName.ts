import { readdir } from 'node:fs/promises';
import { imageExtensions } from '../core/image/fileNames.ts';

/** Finds images by their names alone, in a list of all below a folder that is made when it is first needed. */
export function createFindByName(root: string): (name: string) => Promise<readonly string[]> {
  let index: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return async (name) => {
    index ??= imagesByName(root);
    return (await index).get(name) ?? [];
  };
}

const endings = new Set([...imageExtensions, 'pdf']);

async function imagesByName(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, string[]>();
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(`${root}/${folder}`, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const ending = entry.name.slice(entry.name.lastIndexOf('.') + 1).toLowerCase();
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') await visit(path);
      else if (entry.isFile() && endings.has(ending))
        names.set(entry.name, [...(names.get(entry.name) ?? []), path]);
    }
  };
  await visit('');
  return names;
}
