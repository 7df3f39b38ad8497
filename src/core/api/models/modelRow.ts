import * as v from 'valibot';
import { count, lenient, name } from '../schema.ts';
import type { ModelFacts } from './modelFacts.ts';
import { efforts, modelFacts } from './models.ts';

const support = lenient(v.object({ supported: v.boolean() }));

/** A row of `/v1/models`. Servers that only resemble the API give little more than the id. */
export const modelRow = v.object({
  id: name,
  display_name: lenient(name),
  lifecycle: lenient(v.picklist(['active', 'deprecated', 'retired'])),
  max_input_tokens: lenient(count),
  max_tokens: lenient(count),
  retires_at: lenient(v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d/))),
  capabilities: lenient(
    v.object({
      image_input: support,
      structured_outputs: support,
      effort: lenient(
        v.object({ low: support, medium: support, high: support, xhigh: support, max: support }),
      ),
    }),
  ),
});

/** The facts in a row; what it leaves out is as it is built in, or as for an unknown model. */
export function factsOf(row: v.InferOutput<typeof modelRow>): ModelFacts {
  const known = modelFacts(row.id);
  const { capabilities } = row;
  const retires = row.retires_at?.slice(0, 10);
  return {
    ...known,
    ...{ name: row.display_name ?? known.name, lifecycle: row.lifecycle ?? known.lifecycle },
    ...(row.max_input_tokens && { context: row.max_input_tokens }),
    ...(row.max_tokens && { maxOutput: row.max_tokens }),
    ...(retires && { retires }),
    ...(capabilities?.image_input && {
      imageInput: capabilities.image_input.supported,
      schema: capabilities.structured_outputs?.supported ?? false,
      efforts: efforts.filter((level) => capabilities.effort?.[level]?.supported),
      described: true,
    }),
  };
}
