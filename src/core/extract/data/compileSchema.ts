import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** @throws Error with ajv's words when it is no schema, or refers to one elsewhere, which is never fetched. */
export function compileSchema(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const { $schema, ...rest } = schema;
  const isNew = typeof $schema === 'string' && /draft\/20(?:19|20)-/.test($schema);
  const options = { allErrors: true, strict: false, validateFormats: false, logger: false } as const;
  const ajv = isNew ? new Ajv2020(options) : new Ajv(options);
  // The address of an older draft would be looked for, and not found.
  return ajv.compile(rest);
}
