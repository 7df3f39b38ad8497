import { isObject, isText, type Json, list } from './json.ts';
import type { Accepted } from './request.ts';

/** A plausible value for a JSON schema; texts say that no model was called. */
export function exampleOf(schema: Json, request: Accepted): unknown {
  return new Example(schema, request).value(schema, 'answer');
}

class Example {
  readonly #root: Json;
  readonly #request: Accepted;

  constructor(root: Json, request: Accepted) {
    this.#root = root;
    this.#request = request;
  }

  value(schema: Json, name: string): unknown {
    if ('const' in schema) return schema['const'];
    if (Array.isArray(schema['enum'])) return schema['enum'][0];
    if (isText(schema['$ref'])) return this.value(this.#definition(schema['$ref']), name);
    if (Array.isArray(schema['allOf'])) return this.value(merged(schema['allOf']), name);
    const alternative = list(schema['anyOf']).find(isObject);
    if (alternative) return this.value(alternative, name);
    return this.#typed(schema, name);
  }

  #typed(schema: Json, name: string): unknown {
    const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
    if (type === 'object' || isObject(schema['properties'])) return this.#object(schema);
    if (type === 'array') return this.#array(schema, name);
    if (type === 'integer' || type === 'number') return 1;
    if (type === 'boolean') return true;
    if (type === 'null') return null;
    return formats[String(schema['format'])] ?? `${name}: no model was called`;
  }

  #object(schema: Json): Json {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    return Object.fromEntries(
      Object.entries(properties).map(([key, part]) => [key, this.value(isObject(part) ? part : {}, key)]),
    );
  }

  /** One item for each image, since lists in our requests mostly say something of each image. */
  #array(schema: Json, name: string): unknown[] {
    const items = isObject(schema['items']) ? schema['items'] : {};
    const length = Math.max(1, this.#request.images.length);
    return Array.from({ length }, () => this.value(items, name));
  }

  #definition(reference: string): Json {
    const found = reference
      .split('/')
      .slice(1)
      .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), this.#root);
    return isObject(found) ? found : {};
  }
}

function merged(parts: readonly unknown[]): Json {
  const schemas = parts.filter(isObject);
  return {
    ...Object.assign({}, ...schemas),
    properties: Object.assign({}, ...schemas.map((schema) => schema['properties'])),
  };
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-11-22',
  'date-time': '2026-11-22T00:00:00Z',
  time: '00:00:00Z',
  duration: 'P1D',
  email: 'nobody@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};
