import { box, line, type Picture, picture, text } from './svg.ts';

const columns = [40, 300, 470, 640, 800];
const heading = ['Berth', 'Length', 'Depth', 'Power', 'Per night'];
const rows = [
  ['A1 – north quay', '14 m', '3.2 m', '16 A', '€ 41.50'],
  ['A2 – north quay', '14 m', '3.2 m', '16 A', '€ 41.50'],
  ['B1 – visitors', '10 m', '2.4 m', '10 A', '€ 28.00'],
  ['B2 – visitors', '12 m', '2.4 m', '10 A', '€ 33.00'],
  ['C1 – fuel pier', '24 m', '4.8 m', '63 A', '€ 96.00'],
  ['Mooring buoy', '18 m', '6.0 m', '–', '€ 12.00'],
];

/** A table that somebody pasted as a picture. */
export function berths(): Picture {
  return picture(980, 420, [
    box(0, 0, 980, 420, { fill: '#ffffff', rx: 0 }),
    box(20, 20, 940, 52, { fill: '#243b53', rx: 6 }),
    ...cells(heading, 0, { fill: '#ffffff', 'font-weight': 600 }),
    ...rows.flatMap((row, index) => [
      ...(index % 2 ? [box(20, 72 + index * 52, 940, 52, { fill: '#f5f7fa', rx: 0 })] : []),
      ...cells(row, index + 1, {}),
    ]),
    line(
      [
        [20, 384],
        [960, 384],
      ],
      { stroke: '#cbd2d9' },
    ),
    text(40, 408, 'Prices for 2026, showers and water included', { 'font-size': 14, fill: '#7b8794' }),
  ]);
}

function cells(row: readonly string[], index: number, style: Readonly<Record<string, string | number>>) {
  return row.map((words, column) =>
    text(columns[column] ?? 0, 53 + index * 52, words, { 'font-size': 19, ...style }),
  );
}
