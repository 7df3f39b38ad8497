import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** @throws Error with ajv's words when it is no schema, or refers to one elsewhere, which is never fetched. */
export function compileSchema(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const { $schema, $async: _, ...rest } = schema;
  const isNew = typeof $schema === 'string' && /draft\/20(?:19|20)-/.test($schema);
  const isOld = typeof $schema === 'string' && /draft-0[34]\b/.test($schema);
  const options = { allErrors: true, strict: false, validateFormats: false, logger: false } as const;
  const ajv = isNew ? new Ajv2020(options) : new Ajv(options);
  // The address of an older draft would be looked for, and not found.
  return ajv.compile(isOld ? fromDraft4(rest) : rest);
}

/** Draft 4 in the words of draft 7: `id` was the address, and a bound was made exclusive by a boolean beside it. */
function fromDraft4(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id, exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  const others = Object.entries(rest).map(([name, value]): [string, unknown] =>
    literal.has(name) ? [name, value] : [name, converted(value)],
  );
  return {
    ...Object.fromEntries(others),
    // A property of that name is a schema, not an address.
    ...(id !== undefined && typeof id !== 'string' && { id: converted(id) }),
    ...bound('minimum', minimum, exclusiveMinimum),
    ...bound('maximum', maximum, exclusiveMaximum),
  };
}

/** What stands there is data. */
const literal = new Set(['enum', 'const', 'default', 'examples']);

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  return isSchema(value) ? fromDraft4(value) : value;
}

function isSchema(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function bound(name: 'minimum' | 'maximum', value: unknown, exclusive: unknown): Record<string, unknown> {
  const strict = name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  if (exclusive === true) return { [strict]: value };
  return {
    ...(value !== undefined && { [name]: converted(value) }),
    ...(exclusive !== undefined && exclusive !== false && { [strict]: converted(exclusive) }),
  };
}
