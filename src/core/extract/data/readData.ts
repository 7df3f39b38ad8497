import type { ValidateFunction } from 'ajv';
import { asCodeBlock } from '../codeBlock.ts';
import type { Extracted } from '../extractor.ts';
import { jsonIn } from '../jsonIn.ts';

/** Most faults that are told. */
const mostFaults = 20;

/** JSON by a schema of the user, the faults at their path. */
export function readData(answer: string, validate: ValidateFunction): Extracted {
  const value = jsonIn(answer);
  if (value === undefined)
    return {
      markdown: asCodeBlock({ language: 'text', code: answer.trim() }),
      findings: [{ what: 'notRead', as: 'data' }],
      complaint: 'Your answer is not one JSON object.',
    };
  const markdown = asCodeBlock({ language: 'json', code: JSON.stringify(value, null, 2) });
  if (validate(value)) return { markdown, findings: [] };
  const faults = (validate.errors ?? [])
    .slice(0, mostFaults)
    .map(({ instancePath, message = '', params }) => {
      const named = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
      return { path: instancePath === '' ? '/' : instancePath, detail: message + named };
    });
  return {
    markdown,
    findings: faults.map((fault) => ({ what: 'schema', ...fault })),
    complaint: `The JSON breaks the schema: ${faults.map(({ path, detail }) => `${path} ${detail}`).join('; ')}.`,
  };
}
