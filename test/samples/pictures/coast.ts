import { box, circle, type Picture, path, picture, round } from './svg.ts';

/** As near to a photo as drawing gets: soft light, layers of hills, water and grain. */
export function coast(): Picture {
  return picture(1200, 800, [
    definitions,
    box(0, 0, 1200, 800, { fill: 'url(#sky)', rx: 0 }),
    circle(780, 400, 230, { fill: 'url(#glow)' }),
    circle(780, 400, 46, { fill: '#fff6dd' }),
    ...hills.map(hill),
    box(0, 520, 1200, 280, { fill: 'url(#sea)', rx: 0 }),
    ...Array.from({ length: 26 }, (_, index) => glint(index)),
    path('M150 640 q40 26 120 0 l-12 26 q-48 14 -96 0 Z', { fill: '#1b2a3a' }),
    path('M208 560 l0 76 l-46 0 Z M214 548 l0 88 l58 0 Z', { fill: '#f4ead8', opacity: 0.92 }),
    box(0, 0, 1200, 800, { filter: 'url(#grain)', opacity: 0.1, rx: 0 }),
  ]);
}

const definitions = `<defs>
  <linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#31508a"/><stop offset=".45" stop-color="#e58f7b"/>
    <stop offset=".65" stop-color="#fbd08a"/></linearGradient>
  <linearGradient id="sea" x2="0" y2="1"><stop offset="0" stop-color="#d98f7c"/><stop offset=".35" stop-color="#5a6c92"/>
    <stop offset="1" stop-color="#1d2c4d"/></linearGradient>
  <radialGradient id="glow"><stop offset="0" stop-color="#fff1c9"/><stop offset="1" stop-color="#fff1c9" stop-opacity="0"/></radialGradient>
  <filter id="soft"><feGaussianBlur stdDeviation="3"/></filter>
  <filter id="grain"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="7"/></filter>
</defs>`;

const hills = [
  { base: 430, height: 80, length: 190, colour: '#a8758a' },
  { base: 470, height: 70, length: 130, colour: '#73597f' },
  { base: 505, height: 46, length: 90, colour: '#3f3b60' },
];

function hill({ base, height, length, colour }: (typeof hills)[number], layer: number): string {
  const points = Array.from({ length: 61 }, (_, index) => {
    const x = index * 20;
    const slope = Math.sin(x / length + layer * 2) + 0.4 * Math.sin((x / length) * 2.7 + layer);
    return `${x},${round(base - (height / 2) * slope)}`;
  });
  return path(`M${points.join(' L')} L1200,540 L0,540 Z`, { fill: colour, filter: 'url(#soft)' });
}

function glint(index: number): string {
  const y = 526 + index * 10;
  const width = 40 + 70 * Math.abs(Math.sin(index * 1.7));
  const x = 780 - width / 2 + 26 * Math.sin(index * 2.3);
  return box(round(x), y, round(width), 3, { fill: '#ffe3b0', opacity: round(0.75 - index / 40), rx: 1.5 });
}
