import { box, line, muted, type Picture, path, picture, text } from './svg.ts';

/** A diagram of boxes and labelled arrows, as it stands in many repositories. */
export function architecture(): Picture {
  return picture(1280, 720, [
    box(0, 0, 1280, 720, { fill: '#ffffff', rx: 0 }),
    text(48, 64, 'How a reading reaches the map', { 'font-weight': 700, 'font-size': 30 }),
    box(440, 120, 520, 500, { fill: '#f0f7ff', stroke: '#a3c9f1', 'stroke-dasharray': '8 6' }),
    text(464, 156, 'Cluster', { fill: '#3d7ab8', 'font-size': 18 }),
    ...nodes.flatMap(node),
    ...arrows.flatMap(arrow),
  ]);
}

const nodes = [
  { x: 60, y: 200, title: 'Buoy', note: 'LoRa, every 2 min', fill: '#e3f9e5', stroke: '#51ca58' },
  { x: 60, y: 440, title: 'Gateway', note: 'keeps 48 h', fill: '#e3f9e5', stroke: '#51ca58' },
  { x: 480, y: 200, title: 'Ingest', note: 'checks and signs', fill: '#ffffff', stroke: '#3d7ab8' },
  { x: 480, y: 440, title: 'Queue', note: 'NATS, 3 replicas', fill: '#ffffff', stroke: '#3d7ab8' },
  { x: 760, y: 200, title: 'API', note: 'GraphQL', fill: '#ffffff', stroke: '#3d7ab8' },
  { x: 760, y: 440, title: 'Store', note: 'Postgres 17', fill: '#fff3c4', stroke: '#de911d' },
  { x: 1060, y: 200, title: 'Map', note: 'in the browser', fill: '#f3e8ff', stroke: '#9446ed' },
  { x: 1060, y: 440, title: 'Pager', note: 'calls the harbour', fill: '#ffe3e3', stroke: '#cf1124' },
];

function node({ x, y, title, note, fill, stroke }: (typeof nodes)[number]): string[] {
  const middle = { 'text-anchor': 'middle' };
  return [
    box(x, y, 160, 100, { fill, stroke, 'stroke-width': 2.5 }),
    text(x + 80, y + 46, title, { ...middle, 'font-weight': 600, 'font-size': 22 }),
    text(x + 80, y + 74, note, { ...middle, fill: muted, 'font-size': 15 }),
  ];
}

const arrows: readonly { from: [number, number]; to: [number, number]; label: string }[] = [
  { from: [140, 300], to: [140, 434], label: 'radio' },
  { from: [220, 490], to: [474, 260], label: 'MQTT over TLS' },
  { from: [560, 300], to: [560, 434], label: 'publish' },
  { from: [640, 490], to: [754, 490], label: 'append' },
  { from: [840, 440], to: [840, 306], label: 'read' },
  { from: [920, 250], to: [1054, 250], label: 'subscribe' },
  { from: [920, 490], to: [1054, 490], label: 'over 3.3 m' },
];

function arrow({ from, to, label }: (typeof arrows)[number]): string[] {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  const width = label.length * 8 + 12;
  return [
    line([from, to], { stroke: '#52606d', 'stroke-width': 2.5 }),
    path('M0 0 L-14 -7 L-14 7 Z', {
      fill: '#52606d',
      transform: `translate(${to[0]} ${to[1]}) rotate(${angle.toFixed(1)})`,
    }),
    box(x - width / 2, y - 13, width, 26, { fill: '#ffffff', rx: 6 }),
    text(x, y + 5, label, { fill: '#52606d', 'font-size': 15, 'text-anchor': 'middle' }),
  ];
}
