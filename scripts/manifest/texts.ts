/**
 * Moves the texts of a manifest into the messages of package.nls.json, and leaves `%key%` in their place, as the editor
 * reads them. A text that has been moved before stays what it is in `before`; a message that nothing names is left out.
 */
export function withTexts(manifest: object, before: Messages): { manifest: object; messages: Messages } {
  const messages: Record<string, string> = {};
  const text = (value: string, path: readonly string[]): string => {
    const [, moved] = /^%([^%]+)%$/.exec(value) ?? [];
    const key = moved ?? path.join('.').replaceAll('askClaude.', '');
    messages[key] = moved === undefined ? value : named(before, moved);
    return `%${key}%`;
  };
  const walk = (value: unknown, path: readonly string[], name: string, parent: object): unknown => {
    if (typeof value === 'string') return isText(value, path, name) ? text(value, path) : value;
    if (Array.isArray(value) && !untouched.has(name))
      return value.map((item, index) =>
        walk(item, [...path, nameOf(item, index, name, parent)], name, parent),
      );
    if (typeof value !== 'object' || value === null || untouched.has(name)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        walk(part, noise.has(key) ? path : [...path, key], key, value),
      ]),
    );
  };
  return { manifest: { ...manifest, ...Object(walk(manifest, [], '', {})) }, messages };
}

type Messages = Readonly<Record<string, string>>;

function named(messages: Messages, key: string): string {
  const message = messages[key];
  if (message === undefined) throw new Error(`package.nls.json has no message "${key}".`);
  return message;
}

/** Parts of a path that say nothing about what a text is for. */
const noise = new Set(['contributes', 'capabilities', 'properties']);

/** What is inserted into a document, and what only a model reads. */
const untouched = new Set(['defaultSnippets', 'inputSchema']);

const textFields = new Set([
  ...['title', 'label', 'description', 'markdownDescription', 'enumDescriptions', 'markdownEnumDescriptions'],
  ...[
    'enumItemLabels',
    'deprecationMessage',
    'markdownDeprecationMessage',
    'userDescription',
    'patternErrorMessage',
    'contents',
  ],
]);

/** The name of the product stands as it is, but for the item of the menus that is called by it. Views have a name. */
function isText(value: string, path: readonly string[], name: string): boolean {
  const isShown = textFields.has(name) || (name === 'name' && path[0] === 'views');
  return isShown && (value !== 'Ask Claude' || path[0] === 'commands');
}

/** A row is named by its id, the description of a value by the value. */
function nameOf(item: unknown, index: number, field: string, parent: object): string {
  if (typeof item === 'object' && item !== null) {
    if ('id' in item) return String(item.id);
    if ('command' in item) return String(item.command);
  }
  const values = 'enum' in parent && Array.isArray(parent.enum) ? parent.enum : [];
  return field.startsWith('enum') || field.startsWith('markdownEnum') ? String(values[index]) : String(index);
}
