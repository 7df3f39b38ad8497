import type { ErrorObject, ValidateFunction } from 'ajv';
import { applyEdits, format } from 'jsonc-parser';
import { asCodeBlock } from '../codeBlock.ts';
import type { Extracted } from '../extractor.ts';
import { jsonIn } from '../jsonIn.ts';

/** Most faults that are told. */
const mostFaults = 20;

/** JSON by a schema of the user, the faults at their path. */
export function readData(answer: string, validate: ValidateFunction): Extracted {
  const found = jsonIn(answer);
  if (!found)
    return {
      markdown: asCodeBlock({ language: 'text', code: answer.trim() }),
      findings: [{ what: 'notRead', as: 'data' }],
      complaint: 'Your answer is not one JSON object.',
    };
  const markdown = asCodeBlock({ language: 'json', code: indented(found.text) });
  if (isValid(validate, found.value)) return { markdown, findings: [] };
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

/** Written anew, a number of twenty digits would lose the last ones, and 1.50 its zero. */
function indented(text: string): string {
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}

/** False without errors for a schema that refers to itself without end. */
function isValid(validate: ValidateFunction, value: unknown): boolean {
  try {
    return validate(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    validate.errors = [endless];
    return false;
  }
}

const endless = {
  ...{ instancePath: '', schemaPath: '#', keyword: '$ref', params: {} },
  message: 'cannot be checked: the schema refers to itself without end',
} satisfies ErrorObject;
