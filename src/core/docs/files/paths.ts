/** Paths here are relative to the root of the workspace, with `/` between names; '' is the root itself. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The parts as one path without `.` and `..`; undefined when it leads out of the root. */
export function joined(...parts: readonly string[]): string | undefined {
  const names: string[] = [];
  for (const name of parts.join('/').split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}

/** The folder itself and every one around it, up to the root. */
export function ancestors(folder: string): string[] {
  const found = [folder];
  for (let at = folder; at !== ''; found.push(at)) at = folderOf(at);
  return found;
}

/** `%20` and its like as characters; a text that only looks percent-encoded stays what it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // `100%.png` is a file name, not a broken escape.
    return text;
  }
}

/** Without the query and the fragment of an address. */
export function withoutQuery(address: string): string {
  const end = address.search(/[?#]/);
  return end < 0 ? address : address.slice(0, end);
}

/** Without the last extension: `a.b.png` is `a.b`. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

export const IMAGE_FILE: RegExp = /\.(?:png|jpe?g|jfif|gif|webp|avif|svgz?|bmp|tiff?|ico|hei[cf])$/i;
