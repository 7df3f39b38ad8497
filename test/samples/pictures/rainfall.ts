import { box, line, muted, type Picture, picture, text } from './svg.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Millimetres. */
const rain = [118, 92, 84, 61, 48, 39, 31, 44, 72, 109, 131, 140];
/** Degrees Celsius. */
const warmth = [6.1, 6.4, 7.9, 10.2, 13.6, 16.3, 18.4, 18.6, 16.2, 12.7, 9.1, 7.0];

/** Bars and a line with an axis each. */
export function rainfall(): Picture {
  return picture(1100, 640, [
    box(0, 0, 1100, 640, { fill: '#ffffff', rx: 0 }),
    text(60, 60, 'Rain and water temperature, 2025', { 'font-weight': 700, 'font-size': 26 }),
    ...axes(),
    ...months.flatMap(bar),
    line(
      warmth.map((degrees, index) => [centre(index), 540 - degrees * 20]),
      { stroke: '#e12d39', 'stroke-width': 4, 'stroke-linejoin': 'round' },
    ),
    ...legend(),
  ]);
}

function centre(month: number): number {
  return 140 + month * 75;
}

function axes(): string[] {
  const steps = [0, 1, 2, 3, 4];
  return steps.flatMap((step) => {
    const y = 540 - step * 100;
    return [
      line(
        [
          [90, y],
          [1010, y],
        ],
        { stroke: '#e4e7eb', 'stroke-width': 1 },
      ),
      text(78, y + 5, `${step * 40}`, { fill: muted, 'font-size': 15, 'text-anchor': 'end' }),
      text(1022, y + 5, `${step * 5}`, { fill: '#e12d39', 'font-size': 15 }),
    ];
  });
}

function bar(month: string, index: number): string[] {
  const height = (rain[index] ?? 0) * 2.5;
  const middle = { 'text-anchor': 'middle', 'font-size': 15 };
  return [
    box(centre(index) - 22, 540 - height, 44, height, { fill: '#4098d7', rx: 4 }),
    text(centre(index), 566, month, { ...middle, fill: muted }),
  ];
}

function legend(): string[] {
  return [
    box(400, 594, 18, 18, { fill: '#4098d7', rx: 4 }),
    text(428, 609, 'Rain (mm)', { 'font-size': 16 }),
    line(
      [
        [560, 603],
        [590, 603],
      ],
      { stroke: '#e12d39', 'stroke-width': 4 },
    ),
    text(600, 609, 'Water temperature (°C)', { 'font-size': 16 }),
  ];
}
