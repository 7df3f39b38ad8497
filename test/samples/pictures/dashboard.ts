import { bold, box, circle, line, muted, type Picture, path, picture, text } from './svg.ts';

/** What a screenshot of a web application looks like, with one thing on it that is wrong. */
export function dashboard(): Picture {
  return picture(1440, 900, [
    box(0, 0, 1440, 900, { fill: '#f5f7fa', rx: 0 }),
    ...sidebar(),
    ...header(),
    ...cards.flatMap(card),
    ...levels(),
    ...alerts(),
  ]);
}

function sidebar(): string[] {
  const items = ['Overview', 'Stations', 'Tides', 'Alerts', 'Reports', 'Settings'];
  return [
    box(0, 0, 240, 900, { fill: '#102a43', rx: 0 }),
    circle(44, 48, 16, { fill: '#2cb1bc' }),
    path('M30 50 q7 -9 14 0 t14 0', { stroke: '#ffffff', 'stroke-width': 3, fill: 'none' }),
    text(72, 56, 'Tidewater', { ...bold, 'font-size': 24, fill: '#ffffff' }),
    box(16, 102, 208, 48, { fill: '#243b53' }),
    ...items.map((item, index) =>
      text(44, 133 + index * 56, item, { fill: index === 0 ? '#ffffff' : '#9fb3c8' }),
    ),
  ];
}

function header(): string[] {
  return [
    text(280, 64, 'Overview', { ...bold, 'font-size': 34 }),
    text(280, 96, 'Six stations, last reading two minutes ago', { fill: muted, 'font-size': 18 }),
    box(1240, 36, 160, 48, { fill: '#0e7c86' }),
    text(1320, 67, 'Export CSV', { fill: '#ffffff', 'text-anchor': 'middle', 'font-weight': 600 }),
  ];
}

const cards = [
  { title: 'Water level', value: '2.84 m', note: '+0.12 m in the last hour', colour: '#0e7c86' },
  { title: 'Wind', value: '31 kn', note: 'Gusts up to 44 kn, north-west', colour: '#0e7c86' },
  {
    title: 'Stations online',
    value: '5 of 6',
    note: 'Pier 7 has been silent since 09:41',
    colour: '#cf1124',
  },
];

function card({ title, value, note, colour }: (typeof cards)[number], index: number): string[] {
  const x = 280 + index * 384;
  return [
    box(x, 128, 352, 152, { fill: '#ffffff', stroke: '#e4e7eb' }),
    text(x + 24, 168, title, { fill: muted, 'font-size': 18 }),
    text(x + 24, 220, value, { ...bold, 'font-size': 42 }),
    text(x + 24, 256, note, { fill: colour, 'font-size': 16 }),
  ];
}

function levels(): string[] {
  const at = (index: number): [number, number] => [
    330 + index * 13.2,
    560 - 85 * Math.sin(index / 6.1) - 18 * Math.sin(index / 2.3),
  ];
  const points = Array.from({ length: 46 }, (_, index) => at(index));
  const area = `M${points.join(' L')} L${at(45)[0]},720 L330,720 Z`;
  return [
    box(280, 312, 736, 548, { fill: '#ffffff', stroke: '#e4e7eb' }),
    text(304, 356, 'Water level, last 24 hours', { 'font-weight': 600, 'font-size': 22 }),
    ...[440, 510, 580, 650, 720].map((y) =>
      line(
        [
          [330, y],
          [980, y],
        ],
        { stroke: '#e4e7eb', 'stroke-width': 1 },
      ),
    ),
    ...['3.5', '3.0', '2.5', '2.0', '1.5'].map((label, index) =>
      text(296, 446 + index * 70, label, { fill: muted, 'font-size': 15 }),
    ),
    path(area, { fill: '#2cb1bc', opacity: 0.18 }),
    line(points, { stroke: '#0e7c86', 'stroke-width': 4, 'stroke-linejoin': 'round' }),
    ...['00:00', '06:00', '12:00', '18:00'].map((label, index) =>
      text(330 + index * 196, 760, label, { fill: muted, 'font-size': 15 }),
    ),
    line(
      [
        [330, 470],
        [980, 470],
      ],
      { stroke: '#cf1124', 'stroke-dasharray': '8 8' },
    ),
    text(980, 462, 'Flood warning at 3.3 m', { fill: '#cf1124', 'font-size': 15, 'text-anchor': 'end' }),
  ];
}

function alerts(): string[] {
  const rows = [
    ['Pier 7 does not answer', '09:41', '#cf1124'],
    ['Storm surge expected', '08:15', '#de911d'],
    ['Battery of Buoy 3 at 21 %', '07:02', '#de911d'],
    ['Calibration finished', 'Yesterday', '#3f9142'],
  ] as const;
  return [
    box(1048, 312, 352, 548, { fill: '#ffffff', stroke: '#e4e7eb' }),
    text(1072, 356, 'Alerts', { 'font-weight': 600, 'font-size': 22 }),
    ...rows.flatMap(([words, time, colour], index) => [
      circle(1082, 408 + index * 84, 7, { fill: colour }),
      text(1106, 414 + index * 84, words, { 'font-size': 17 }),
      text(1106, 440 + index * 84, time, { fill: muted, 'font-size': 15 }),
    ]),
  ];
}
