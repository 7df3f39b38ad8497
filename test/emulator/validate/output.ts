import { invalid } from '../apiError.ts';
import { isObject, type Json, list } from '../json.ts';

/** The JSON schema the answer has to follow, if the request has one the API compiles. */
export function checkOutput(body: Json): Json | undefined {
  const config = body['output_config'];
  if (config === undefined) return undefined;
  if (!isObject(config)) throw invalid('output_config: Input should be an object');
  const unknown = Object.keys(config).find((key) => !['effort', 'format'].includes(key));
  if (unknown !== undefined) throw invalid(`output_config.${unknown}: Extra inputs are not permitted`);
  const { format } = config;
  if (format === undefined || format === null) return undefined;
  if (!isObject(format) || format['type'] !== 'json_schema' || !isObject(format['schema'])) {
    throw invalid('output_config.format.schema: Field required');
  }
  checkSchema(format['schema']);
  return format['schema'];
}

function checkSchema(schema: Json): void {
  const type = String(schema['type']);
  const closed = schema['additionalProperties'] === false;
  if (type === 'object' && !closed) {
    throw invalid(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    );
  }
  const bound = (refused[type] ?? []).filter((word) => word in schema);
  const least = Number(schema['minItems'] ?? 0);
  if (type === 'array' && least > 1) {
    throw invalid(
      "output_config.format.schema: For 'array' type, 'minItems' values other than 0 or 1 are not supported",
    );
  }
  if (bound.length > 0) {
    throw invalid(
      `output_config.format.schema: For '${type}' type, properties ${bound.join(', ')} are not supported`,
    );
  }
  for (const part of subschemas(schema)) checkSchema(part);
}

const refused: Readonly<Record<string, readonly string[]>> = {
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength'],
  array: ['maxItems', 'uniqueItems'],
};

function subschemas(schema: Json): Json[] {
  const named = [schema['properties'], schema['$defs'], schema['definitions']].flatMap((part) =>
    isObject(part) ? Object.values(part) : [],
  );
  return [...named, schema['items'], ...list(schema['anyOf']), ...list(schema['allOf'])].filter(isObject);
}
