export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The value as a list; anything else is an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list, with their places in it. */
export function objects(value: unknown): { readonly item: Json; readonly index: number }[] {
  return list(value).flatMap((item, index) => (isObject(item) ? [{ item, index }] : []));
}
