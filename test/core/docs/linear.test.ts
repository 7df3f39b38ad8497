import { describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { assertLinear } from '../linearTime.ts';
import { grown, type Hostile, hostile } from './hostileDocuments.ts';

const repetitions = 150;

describe('the time to read a document', () => {
  for (const [syntax, texts] of Object.entries(hostile) as [DocumentSyntax, Hostile[]][]) {
    it(`grows no faster than a hostile document in ${syntax}`, async function () {
      this.timeout(300_000);
      for (const text of texts)
        await assertLinear(`${syntax} ${grown(text, 2)}`, repetitions, (n) =>
          findImages(grown(text, n), syntax),
        );
    });
  }
});
