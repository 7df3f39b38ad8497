import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { plainSvg } from '../../../../src/core/image/formats/svg/plainSvg.ts';
import { serialised } from '../../../../src/core/image/formats/svg/serialise.ts';

const names = 'xmlns="http://www.w3.org/2000/svg"';
const box = { x: 10, y: 20, width: 40, height: 20 };
const prepare = (text: string) => plainSvg(text, { width: 100, height: 50 }, () => box);
const whole = (text: string) => Buffer.from(serialised(prepare(text).root)).toString();

/** What becomes of the inside of a drawing of 100 × 50. */
function inside(text: string): string {
  return whole(`<svg ${names}>${text}</svg>`).replace(/^<svg[^>]*>|<\/svg>$/g, '');
}

/** The attributes of a rectangle with a style sheet. */
function styled(css: string, attributes = '', before = ''): string {
  const [, found = ''] =
    /<rect([^>]*)\/>(?!.*<rect)/.exec(inside(`<style>${css}</style>${before}<rect ${attributes}/>`)) ?? [];
  return found.trim();
}

describe('plainSvg', () => {
  it('gives a drawing its namespace and its size in pixels', () => {
    const root = '<svg width="100" height="50" xmlns="http://www.w3.org/2000/svg"/>';
    assert.equal(whole('<svg width="9" height="2"/>'), root);
    assert.match(
      whole(`<a:svg xmlns:a="http://www.w3.org/2000/svg"><a:g id="b"/></a:svg>`),
      /^<svg .*><g id="b"\/><\/svg>$/,
    );
  });

  it('puts the entities of the DOCTYPE in, elements too, and reads no file', () => {
    const doctype = `<!DOCTYPE svg [<!-- it's ] --><!ENTITY r "<rect id='&n;'/>"><!ENTITY n "a]>"><!ENTITY f SYSTEM "file:///etc/hosts">]>`;
    assert.match(
      whole(`<?xml version="1.0"?>${doctype}<svg ${names}>&r;<text>&f;</text></svg>`),
      /<rect id="a\]&gt;"\/><text\/>/,
    );
  });

  it('leaves the private data of drawing programs out', () => {
    const text = `<svg ${names} xmlns:i="urn:i"><i:view><rect/></i:view><metadata/><rect i:label="a" x="1"/></svg>`;
    assert.match(whole(text), /><rect x="1"\/><\/svg>$/);
  });

  it('resolves custom properties, their fallbacks and those that need each other', () => {
    assert.equal(styled(':root{--a:red}rect{fill:var(--a)}'), 'fill="rgb(255, 0, 0)"');
    assert.equal(styled('rect{fill:var(--a, var(--b, #00f))}'), 'fill="#00f"');
    assert.equal(styled('rect{--a:#0f0}', 'fill="var(--a)"'), 'fill="#0f0"');
    assert.equal(styled(':root{--a:var(--b);--b:var(--a)}rect{fill:var(--a)}', 'fill="blue"'), '');
    assert.equal(
      styled('@property --a{syntax:"*";inherits:false;initial-value:#123}rect{fill:var(--a)}'),
      'fill="#123"',
    );
  });

  it('takes the declaration before where a colour is not understood', () => {
    assert.equal(styled('', 'style="fill:#F24E1E;fill:color(nowhere 1 2 3)"'), 'fill="#F24E1E"');
    assert.equal(styled('rect{fill:bleu}', 'fill="#123456"'), 'fill="#123456"');
  });

  it('writes the colours of CSS Color 4 and 5 in sRGB', () => {
    const colors = [
      ['oklch(0.628 0.2577 29.23)', 'rgb(255, 0, 0)'],
      ['color(display-p3 0 0 0 / 50%)', 'rgba(0, 0, 0, 0.5)'],
      ['hsl(0.5turn 100% 50%)', 'rgb(0, 255, 255)'],
      ['color-mix(in srgb, red, blue)', 'rgb(128, 0, 128)'],
      ['light-dark(#fff, #000)', '#fff'],
      ['CanvasText', '#000000'],
    ];
    for (const [color, plain] of colors)
      assert.equal(styled(`rect{fill:${color}}`), `fill="${plain}"`, color);
    assert.equal(
      styled('rect{color:lime;stroke:color-mix(in srgb, currentColor, white)}').includes(
        'stroke="rgb(128, 255, 128)"',
      ),
      true,
    );
    assert.equal(styled('svg{color-scheme:dark}rect{fill:light-dark(#fff, #000)}'), 'fill="#000"');
  });

  it('weighs importance, layers, specificity and order', () => {
    assert.equal(
      styled('rect{fill:#111!important}#a{fill:#222}', 'id="a" style="fill:#333"'),
      'id="a" fill="#111"',
    );
    assert.equal(styled('rect{fill:#111}@layer x{#a{fill:#222}}', 'id="a"'), 'id="a" fill="#111"');
    assert.equal(styled('.b.b{fill:#111}rect.b{fill:#222}', 'class="b"'), 'class="b" fill="#111"');
    assert.equal(styled(':where(#a){fill:#111}rect{fill:#222}', 'id="a"'), 'id="a" fill="#222"');
  });

  it('knows the selectors that a browser knows', () => {
    const matching = [
      ':root > rect',
      'svg rect',
      'rect[id^="a" i]',
      ':is(g, rect)',
      'rect:not(.b)',
      'g + rect',
    ];
    const others = ['rect:hover', 'rect::before', 'g rect', ':nth-child(1)', 'rect:unknown'];
    for (const selector of matching)
      assert.match(styled(`${selector}{fill:#111}`, 'id="A"', '<g/>'), /#111/, selector);
    for (const selector of others)
      assert.doesNotMatch(styled(`${selector}{fill:#111}`, 'id="A"', '<g/>'), /#111/, selector);
  });

  it('reads nested rules, media queries and feature queries', () => {
    assert.equal(styled('svg{rect{fill:#111}}'), 'fill="#111"');
    assert.equal(
      styled('.a{&amp;.b{fill:#111}@media screen{stroke:#222}}', 'class="a b"'),
      'class="a b" stroke="#222" fill="#111"',
    );
    for (const query of [
      'print',
      '(prefers-color-scheme: dark)',
      '(min-width: 101px)',
      'not screen',
      '(width &lt; 50px)',
    ])
      assert.equal(styled(`@media ${query}{rect{fill:#111}}`), '', query);
    for (const query of [
      'screen and (max-width: 100px)',
      '(prefers-color-scheme: light) or (width &lt; 1px)',
      'print, all',
    ])
      assert.equal(styled(`@media ${query}{rect{fill:#111}}`), 'fill="#111"', query);
    assert.equal(
      styled('@supports (color: oklch(0 0 0)) and (not (color: nothing)){rect{fill:#111}}'),
      'fill="#111"',
    );
  });

  it('writes what the drawing program reads from attributes only', () => {
    assert.match(inside('<mask style="mask-type:alpha"/>'), /<mask mask-type="alpha"\/>/);
    assert.equal(
      styled('rect{width:calc(1px * 4);rx:auto;fill:url("#a") red}'),
      'width="4px" fill="url(#a) rgb(255, 0, 0)"',
    );
    assert.match(inside(`<path style="d:path('M0 0h9')"/>`), /<path d="M0 0h9"\/>/);
    assert.match(
      inside('<text style="font:italic 700 12px/1.5 Arial, serif"/>'),
      /font-weight="700" font-size="12px" font-family="Arial, serif"/,
    );
    assert.equal(styled('rect{mix-blend-mode:multiply}'), 'style="mix-blend-mode:multiply"');
  });

  it('reads the font shorthand as CSS writes it', () => {
    const font = (value: string) => {
      const text = inside(`<text style='font:${value}'/>`);
      return ['size', 'family', 'weight'].map((name) => new RegExp(`font-${name}="([^"]*)"`).exec(text)?.[1]);
    };
    assert.deepEqual(font('700 .5em / 1.2 Open Sans, serif'), ['.5em', 'Open Sans, serif', '700']);
    assert.deepEqual(font('italic medium Open Sans'), ['medium', 'Open Sans', 'normal']);
    assert.deepEqual(font('bold 12px/ 2 serif'), ['12px', 'serif', 'bold']);
    assert.deepEqual(font('var(--missing, bold) 9pt serif'), ['9pt', 'serif', 'normal']);
    for (const system of ['menu', '12px', 'bold serif', '']) assert.equal(font(system)[1], undefined, system);
  });

  it('writes CSS transforms with their origin', () => {
    const transform = (css: string, attributes = '') =>
      /transform="([^"]*)"/.exec(styled(`rect{${css}}`, attributes))?.[1];
    assert.equal(transform('transform:translate(10px, 50%) rotate(0.5turn)'), 'translate(10 25) rotate(180)');
    assert.equal(
      transform('transform-origin:10px 20px', 'transform="scale(2)"'),
      'translate(10 20) scale(2 2) translate(-10 -20)',
    );
    assert.equal(
      transform('transform:scale(2);transform-box:fill-box;transform-origin:center'),
      'translate(30 30) scale(2 2) translate(-30 -30)',
    );
    assert.equal(transform('translate:5px;rotate:45deg'), 'translate(5 0) rotate(45)');
    assert.equal(transform('transform:none', 'transform="scale(2)"'), undefined);
    assert.equal(transform('', 'transform="rotate(45 1 2)"'), 'rotate(45 1 2)');
  });

  it('shows animations as they end', () => {
    const frames = '@keyframes k{from{opacity:0}to{opacity:0.9}}';
    assert.match(styled(`${frames}rect{opacity:0;animation:k 1s ease-in forwards}`), /opacity="0.9"/);
    assert.match(
      styled(`${frames}rect{opacity:0;animation:k 1s cubic-bezier(0,0,1,1) 2 alternate both}`),
      /opacity="0"/,
    );
    assert.match(styled(`${frames}rect{opacity:0.5;animation:k 1s}`), /opacity="0.5"/);
    assert.match(styled(`${frames}rect{opacity:0;animation:k 1s infinite}`), /opacity="0.9"/);
    const smil = (animation: string) => inside(`<rect width="1">${animation}</rect>`);
    assert.equal(smil('<animate attributeName="width" values="1;5;9" fill="freeze"/>'), '<rect width="9"/>');
    assert.equal(smil('<animate attributeName="width" to="9"/>'), '<rect width="1"/>');
    assert.equal(smil('<set attributeName="width" to="9"/>'), '<rect width="9"/>');
    assert.equal(
      smil('<animate attributeName="width" to="9" begin="click" fill="freeze"/>'),
      '<rect width="1"/>',
    );
    assert.equal(
      smil('<animate attributeName="opacity" values="0;1;0" repeatCount="indefinite"/>'),
      '<rect width="1" opacity="1"/>',
    );
  });

  it('gives what is used the custom properties of the place of its use', () => {
    const text = inside(
      '<style>.p{fill:var(--c)}</style><symbol id="s"><path class="p"/></symbol><use href="#s" style="--c:#111"/><use href="#s" style="--c:#222"/>',
    );
    const [first, second] = [...text.matchAll(/<use href="#([^"]*)"/g)].map(([, id]) => id);
    assert.match(text, new RegExp(`<symbol id="${first}"><path class="p" fill="#111"/></symbol>`));
    assert.match(text, new RegExp(`<symbol id="${second}"><path class="p" fill="#222"/></symbol>`));
  });

  it('takes the child of a switch that a browser takes, and SVG rather than HTML', () => {
    assert.equal(
      inside('<switch><g systemLanguage="de"/><g id="a" systemLanguage="en-GB, fr"/><g/></switch>'),
      '<g><g id="a"/></g>',
    );
    assert.equal(inside('<switch><g id="a" requiredFeatures="x"/><g/></switch>'), '<g><g id="a"/></g>');
    assert.match(inside(`<switch><foreignObject/><text>a</text></switch>`), /^<g><text>a<\/text><\/g>$/);
  });

  it('writes the lines of an HTML label where a browser would', () => {
    const label = (style: string, html: string) =>
      inside(
        `<foreignObject x="10" width="80" height="40"><div xmlns="http://www.w3.org/1999/xhtml" style="${style}">${html}</div></foreignObject>`,
      );
    assert.match(
      label('text-align:center;color:#123', 'a<br/><b>b &amp; c</b>'),
      /<tspan x="50.00"[^>]*text-anchor="middle" fill="#123"[^>]*>a<\/tspan><tspan x="50.00"[^>]*font-weight="bold"[^>]*>b &amp; c</,
    );
    const long = label('font-size:10px', 'many words that need more than one line');
    assert.equal([...long.matchAll(/ x="10.00"/g)].length, 3);
    assert.match(label('background-color:#eee', 'a'), /<rect [^>]*fill="#eee"\/><text/);
  });

  it('says what it leaves out', () => {
    const html = (inner: string) =>
      `<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">${inner}</p></foreignObject>`;
    const omitted = (text: string) => [...prepare(`<svg ${names}>${text}</svg>`).omitted];
    assert.deepEqual(omitted(html('text')), []);
    assert.deepEqual(omitted(html('<img src="a.png"/>')), ['html']);
    assert.deepEqual(omitted('<image href="a.png"/><image href="data:image/webp;base64,AA=="/>'), ['images']);
    assert.deepEqual(omitted('<style>@import "a.css";</style>'), ['stylesheets']);
    assert.deepEqual([...prepare(`<?xml-stylesheet href="a.css"?><svg ${names}/>`).omitted], ['stylesheets']);
  });

  it('makes a drawing inside the drawing plain as well', () => {
    const inner = encodeURIComponent(`<svg ${names}><style>rect{fill:#111}</style><rect/></svg>`);
    const [, data = ''] = /base64,([^"]*)"/.exec(inside(`<image href="data:image/svg+xml,${inner}"/>`)) ?? [];
    assert.match(Buffer.from(data, 'base64').toString(), /<rect fill="#111"\/>/);
  });
});
