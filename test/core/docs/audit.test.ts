import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AuditFinding, auditPage, tally } from '../../../src/core/docs/audit/pageAudit.ts';
import { correctName } from '../../../src/core/docs/files/correctName.ts';
import { createResolve } from '../../../src/core/docs/files/resolve.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { positionsIn } from '../../../src/core/docs/text/lines.ts';

const { signal } = new AbortController();

const files = {
  list: async (folder: string) => (folder === 'images' ? ['dashboard.png', 'coast.jpg'] : ['images', 'a.md']),
  read: async () => undefined,
};

async function audit(text: string, syntax: DocumentSyntax = 'markdown') {
  const resolve = createResolve(files);
  const references = await findImages(text, syntax);
  return auditPage(
    references,
    (reference, until) => resolve(reference, 'a.md', until),
    { maxLength: 60 },
    signal,
  );
}

function rules(findings: readonly AuditFinding[]): readonly string[] {
  return findings.map(({ rule, reference }) => `${reference.line}: ${rule}`);
}

describe('auditing a document', () => {
  it('finds poor alt texts and missing files, in the order of the document', async () => {
    const text =
      '![](images/gone.png)\n![Boats at the quay](images/dashbord.png)\n![image](images/coast.jpg)\n';
    const { findings, images } = await audit(text);
    assert.deepEqual(rules(findings), ['0: empty', '0: missingFile', '1: missingFile', '2: placeholder']);
    assert.equal(images, 3);
    const nearest = findings.map((one) => ('nearest' in one ? one.nearest : undefined));
    assert.deepEqual(nearest, [undefined, undefined, 'images/dashboard.png', undefined]);
  });

  it('takes an empty attribute for the word of its author, and an empty bracket for none', async () => {
    const html = '<img src="images/coast.jpg" alt="">';
    assert.deepEqual((await audit(html, 'html')).findings, []);
    assert.deepEqual(rules((await audit('![](images/coast.jpg)')).findings), ['0: empty']);
    const figure = `<figure>${html}<figcaption>The quay</figcaption></figure>`;
    const found = rules((await audit(figure, 'html')).findings);
    assert.deepEqual(found, ['0: empty', '0: captionAvailable']);
  });

  it('does not miss what is on the web, in the document, or made up by a template', async () => {
    const text = [
      '![Boats at sea](https://example.com/a.png)',
      '![Boats at rest](data:image/png;base64,AAAA)',
      '<img src="{{ assets }}/a.png" alt="Boats in rows">',
      '[![](https://img.shields.io/npm/v/x.svg)](x.md)',
    ].join('\n\n');
    const { findings, images } = await audit(text);
    assert.deepEqual(rules(findings), []);
    assert.equal(images, 3);
    assert.deepEqual(
      rules((await audit('\\includegraphics[alt={Boats}]{\\plots/a.png}', 'latex')).findings),
      [],
    );
  });

  it('adds up what was found', async () => {
    const pages = [
      await audit('No image.'),
      await audit('![](images/coast.jpg) ![chart](images/coast.jpg) ![coast](images/coast.jpg)'),
      await audit('![](images/gone.png)'),
    ];
    assert.deepEqual(tally(pages), {
      ...{ images: 4, documents: 2, wordless: 3, improvable: 1, missingFiles: 1 },
    });
  });
});

describe('the name of a missing image', () => {
  const corrected = async (text: string) => {
    const [reference] = await findImages(text, 'markdown');
    assert.ok(reference);
    const found = await createResolve(files)(reference, 'a.md', signal);
    const edit = found.state === 'missing' ? correctName(text, reference, found) : undefined;
    return edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
  };

  it('is corrected in its place, and nothing else', async () => {
    assert.equal(
      await corrected('a ![x](./images/../images/Dash%20board.PNG "t") b'),
      'a ![x](./images/../images/dashboard.png "t") b',
    );
    assert.equal(
      await corrected('a ![x][r] b\n\n[r]: <images/dashbord.png>'),
      'a ![x][r] b\n\n[r]: <images/dashboard.png>',
    );
  });

  it('is left alone where nothing is like it, or it is right, or more than the name is written', async () => {
    for (const text of ['![](images/z.png)', '![](images/coast.jpg)', '![](images/dashbord.png?w=2)'])
      assert.equal(await corrected(text), undefined, text);
  });
});

describe('positions in a text', () => {
  it('are those of an editor, whatever ends the lines', () => {
    const text = 'a\r\nbc\rd\n\ne';
    const at = positionsIn(text);
    const found = [...text, 'end'].map((_, offset) => at(offset)).map((p) => `${p.line}:${p.character}`);
    assert.deepEqual(found, ['0:0', '0:1', '0:2', '1:0', '1:1', '1:2', '2:0', '2:1', '3:0', '4:0', '4:1']);
  });
});
