import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyEdits, setAlt } from '../../../src/core/docs/edit.ts';
import { findImages } from '../../../src/core/docs/find.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 100);

/** How a template language is written; quotes of both kinds stand in what it puts in. */
interface Language {
  readonly outputs: readonly string[];
  /** A condition around something, and what may stand before it and change nothing. */
  readonly blocks: readonly (readonly [opens: string, closes: string])[];
  /** What hides the tags in it. */
  readonly hides: readonly (readonly [opens: string, closes: string])[];
}

const languages: Readonly<Record<string, Language>> = {
  liquid: {
    outputs: [
      '{{ "/img/c.png" | relative_url }}',
      "{{ page.image | default: '/a.png' }}",
      '{%- include a.html x="y" -%}',
    ],
    blocks: [
      ['{% if a == "b" %}', '{% endif %}'],
      ["{% unless a contains 'b' %}", '{% else %}{% endunless %}'],
    ],
    hides: [
      ['{% comment %}', '{% endcomment %}'],
      ['{% raw %}', '{% endraw %}'],
      ['{%- highlight html -%}', '{%- endhighlight -%}'],
    ],
  },
  django: {
    outputs: ['{% static "img/logo.png" %}', '{% url \'a\' b="c" %}', '{{ a|default:"b > c" }}'],
    blocks: [
      ['{% if a %}', '{% endif %}'],
      ['{% for a in b %}', '{% empty %}{% endfor %}'],
      ['{% with a="b" %}', '{% endwith %}'],
    ],
    hides: [
      ['{# ', ' #}'],
      ['{% comment "why" %}', '{% endcomment %}'],
      ['{% verbatim %}', '{% endverbatim %}'],
    ],
  },
  jinja: {
    outputs: [
      '{{ url_for(\'static\', filename="img/a.png") }}',
      '{{ a["b"] if c else \'d\' }}',
      '{{ "\\"" }}',
    ],
    blocks: [
      ['{%- if a > "b" -%}', '{%- endif -%}'],
      ['{% set a = "b" %}{% if a %}', '{% elif b %}{% endif %}'],
    ],
    hides: [
      ['{# it\'s "', ' #}'],
      ['{% raw %}', '{% endraw %}'],
    ],
  },
  twig: {
    outputs: ['{{ asset("images/logo.png") }}', "{{ 'a'|trans({'%b%': \"c\"}) }}"],
    blocks: [["{% if a is defined and a != '' %}", '{% endif %}']],
    hides: [
      ['{# ', ' #}'],
      ['{% verbatim %}', '{% endverbatim %}'],
    ],
  },
  handlebars: {
    outputs: ['{{asset "img/a.png"}}', '{{{helper \'a\' b="c"}}}', '{{~#if a~}}b{{~/if~}}'],
    blocks: [
      ['{{#if a}}', '{{/if}}'],
      ['{{#each (list "a" \'b\') as |c|}}', '{{else}}{{/each}}'],
      ['{{^a}}', '{{/a}}'],
    ],
    hides: [
      ['{{!-- ', ' --}}'],
      ['{{! ', ' }}'],
      ['{{{{raw}}}}', '{{{{/raw}}}}'],
    ],
  },
  go: {
    outputs: ['{{ .Get "src" | relURL }}', '{{ printf `%s"` .A }}', '{{ index .A "b" }}{{ \'c\' }}'],
    blocks: [
      ['{{ if eq .A "b" }}', '{{ end }}'],
      ['{{- with .Resize "600x" -}}', '{{- else -}}{{- end -}}'],
      ['{{ range .A }}', '{{ end }}'],
    ],
    hides: [
      ['{{/* ', ' */}}'],
      ['{{- /* ', ' */ -}}'],
    ],
  },
  erb: {
    outputs: ['<%= image_path("logo.png") %>', '<%= a ? "b" : \'c\' %>', '<%== a["b > c"] %>'],
    blocks: [
      ['<% if a == "b" %>', '<% end %>'],
      ['<% a.each do |b| %>', '<% end %>'],
      ["<%- unless a['b'] -%>", '<%- else -%><%- end -%>'],
    ],
    hides: [['<%# ', ' %>']],
  },
  ejs: {
    outputs: ['<%= a["b"] %>', '<%- include(\'a\', {b: "c"}) %>'],
    blocks: [
      ["<% if (a > 'b') { %>", '<% } else { %><% } %>'],
      ['<% a.forEach((b) => { %>', '<% }) %>'],
    ],
    hides: [['<%# ', ' %>']],
  },
  jsp: {
    outputs: ['<%= request.getContextPath() + "/a.png" %>', `\${empty a ? "b" : 'c'}`, '#{a["b"]}'],
    blocks: [['<% if (a.equals("b")) { %>', '<% } %>']],
    hides: [['<%-- ', ' --%>']],
  },
  php: {
    outputs: [
      '<?= $a["b"] ?>',
      '<?php echo esc_url( get_template_directory_uri() . "/a.png" ); ?>',
      "<?= $a->b('c') ?>",
    ],
    blocks: [
      ['<?php if ($a > "b"): ?>', '<?php endif; ?>'],
      ['<?php foreach ($a as $b) { ?>', '<?php } ?>'],
    ],
    hides: [
      ['<?php /* ', ' */ ?>'],
      ["<?php echo '", "'; ?>"],
    ],
  },
  razor: {
    outputs: ['@Url.Content("~/img/a.png")', '@(a ? "b" : \'c\')', '@Model.Image["b"].Url'],
    blocks: [],
    hides: [['@* ', ' *@']],
  },
  blade: {
    outputs: ['{{ asset("img/a.png") }}', "{!! $a['b'] !!}", "@lang('a.b')", '{{ $a ?? "b" }}'],
    blocks: [
      ['@if ($a == "b")', '@endif'],
      ["@isset($a['b'])", '@endisset'],
    ],
    hides: [
      ['{{-- ', ' --}}'],
      ['@verbatim', '@endverbatim'],
      ['@php ', ' @endphp'],
    ],
  },
  builds: { outputs: ['%PUBLIC_URL%/a.png', '%sveltekit.assets%/a.png'], blocks: [], hides: [] },
  angular: { outputs: ['{{ a ? \'b\' : "c" }}', "{{ 'a' | translate }}"], blocks: [], hides: [] },
};

const words = [
  '{{ x }}',
  '{{{',
  '{% if %}',
  '{# a',
  '{!! a !!}',
  '<?= x ?>',
  '<% x %>',
  `\${x}`,
  '#{x}',
  '@Model.A',
  '@if(x)',
  '@{x}',
  '@@a',
].concat([
  '%PUBLIC_URL%',
  '}}',
  '%}',
  '"',
  "'",
  '&amp;',
  '&',
  'a@b.org',
  '50 %',
  'two words',
  '-->',
  '*@',
  '@endverbatim',
]);
const alts = fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((parts) => parts.join(' '));
const space = fc.constantFrom(' ', '\n', '\t\n  ');

/** One image in templates, and whether code has a hand in its alt text. */
function documents({ outputs, blocks, hides }: Language) {
  const comments = hides.filter(([opens]) => !opens.includes('echo'));
  const quoted = (value: fc.Arbitrary<string>) =>
    fc.tuple(value, fc.constantFrom('"', "'")).map(([text, quote]) => `${quote}${text}${quote}`);
  const output = fc.constantFrom(...outputs);
  const inBlock = (text: fc.Arbitrary<string>) =>
    blocks.length === 0
      ? text
      : fc
          .tuple(text, fc.constantFrom(...blocks))
          .map(([inner, [opens, closes]]) => `${opens} ${inner} ${closes}`);
  const hidden =
    hides.length === 0
      ? fc.constant('')
      : fc.constantFrom(...hides).map(([opens, closes]) => `${opens}<img src="no.png" alt="no">${closes}`);
  const source = quoted(
    fc.oneof(
      output,
      output.map((code) => `a/${code}`),
      output.map((code) => `${code}?b`),
    ),
  );
  const alt = fc.oneof(
    fc.record({ text: fc.constant(''), computed: fc.constant(false) }),
    fc.record({
      text: quoted(fc.constantFrom('', 'old', 'a > b')).map((v) => `alt=${v}`),
      computed: fc.constant(false),
    }),
    fc.record({
      text: quoted(fc.tuple(fc.constantFrom('', 'a '), output).map((p) => p.join(''))).map((v) => `alt=${v}`),
      computed: fc.constant(true),
    }),
    blocks.length === 0
      ? fc.record({ text: fc.constant('alt'), computed: fc.constant(false) })
      : fc.record({
          text: inBlock(quoted(fc.constant('old')).map((v) => `alt=${v}`)),
          computed: fc.constant(true),
        }),
  );
  const others = fc.array(
    fc.oneof(
      quoted(output).map((value) => `class=${value}`),
      inBlock(fc.constant('loading=lazy')),
      inBlock(quoted(output).map((value) => `data-a=${value}`)),
      fc.constant('width=3'),
      comments.length === 0
        ? fc.constant('height=3')
        : fc.constantFrom(...comments).map(([opens, closes]) => `${opens}alt="no"${closes}`),
    ),
    { maxLength: 3 },
  );
  const around = fc.oneof(
    hidden,
    inBlock(hidden),
    output.map((code) => `<p title="${code.includes('"') ? '' : code}">`),
    output,
  );
  return fc
    .tuple(source, alt, others, space, around, around, fc.infiniteStream(fc.nat()))
    .map(([src, slot, rest, gap, before, after, order]) => {
      const attributes = [`src=${src}`, ...rest, ...(slot.text ? [slot.text] : [])]
        .map((attribute) => [order.next().value, attribute] as const)
        .sort(([a], [b]) => a - b)
        .map(([, attribute]) => attribute);
      const tag = `<img${[''].concat(attributes).join(gap)}${gap}>`;
      return {
        text: `${before}\n<b>${tag}</b>\n${after}`,
        source: src.slice(1, -1),
        computed: slot.computed,
      };
    });
}

describe('an image in a template', () => {
  for (const [name, language] of Object.entries(languages)) {
    it(`is written to in ${name} without a change to anything else`, async () => {
      await fc.assert(
        fc.asyncProperty(documents(language), alts, async ({ text, source, computed }, alt) => {
          const found = await findImages(text, 'html');
          assert.equal(found.length, 1, `${found.length} references`);
          const [reference] = found;
          assert.ok(source.endsWith(reference!.source.text), reference!.source.text);
          assert.equal(reference!.alt.state === 'computed', computed, reference!.alt.text);
          if (computed) return assert.throws(() => setAlt(text, reference!, alt), RangeError);
          const written = applyEdits(text, [setAlt(text, reference!, alt)]).text;
          const { start, end } = reference!.alt.range;
          assert.ok(written.startsWith(text.slice(0, start)) && written.endsWith(text.slice(end)), written);
          const [again, ...more] = await findImages(written, 'html');
          assert.deepEqual(more, []);
          assert.deepEqual(
            [again!.alt.text, again!.alt.state],
            [alt, alt === '' ? 'empty' : 'text'],
            written,
          );
          assert.equal(again!.source.text, reference!.source.text);
        }),
        { numRuns: cases },
      );
    });
  }
});
