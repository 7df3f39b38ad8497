import { invalid } from '../apiError.ts';
import { isObject, type Json, objects } from '../json.ts';

/** At most four cache breakpoints, none on a thinking block. */
export function checkBreakpoints(body: Json): void {
  const marked = [
    body['tools'],
    body['system'],
    ...objects(body['messages']).map(({ item }) => item['content']),
  ]
    .flatMap((content) => objects(content).map(({ item }) => item))
    .filter((block) => isObject(block['cache_control']));
  const count = marked.length + (isObject(body['cache_control']) ? 1 : 0);
  if (count > 4) throw invalid(`A maximum of 4 blocks with cache_control may be provided. Found ${count}.`);
  if (marked.some(({ type }) => type === 'thinking' || type === 'redacted_thinking')) {
    throw invalid('cache_control cannot be set for thinking blocks');
  }
}
