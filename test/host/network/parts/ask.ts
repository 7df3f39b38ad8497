// Run in a process of its own, whose environment says what is trusted: prints what became of a GET.
import { FailureError } from '../../../../src/core/errors.ts';
import { makeFetch } from './networkFetch.ts';

const [url = ''] = process.argv.slice(2);
const { fetch } = makeFetch({ env: process.env });
const said = await fetch(url).then(
  (response) => response.text(),
  (error: unknown) => (error instanceof FailureError ? error.failure.kind : String(error)),
);
process.stdout.write(said);
await fetch.dispose();
