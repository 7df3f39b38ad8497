import type { EstimateView, ImageView, PanelState, TurnView } from '../../src/protocol.ts';

/** A state in which nothing has happened yet. */
export function emptyState(changes: Partial<PanelState> = {}): PanelState {
  return {
    conversation: 'a',
    images: [],
    turns: [],
    draft: { text: '', revision: 0, focus: 0 },
    recipes: [
      { id: 'describe', label: 'Describe', enabled: false },
      { id: 'altText', label: 'Write Alt Text', enabled: false },
      { id: 'extractText', label: 'Extract Text', enabled: false },
      { id: 'extractTable', label: 'Extract Table', enabled: false },
      { id: 'toMermaid', label: 'Convert Diagram to Mermaid', enabled: false },
      { id: 'toCode', label: 'Read Code from Screenshot', enabled: false },
      { id: 'compare', label: 'Compare Images', enabled: false },
    ],
    running: false,
    model: 'claude-sonnet-5-5',
    key: { label: 'Key from ANTHROPIC_API_KEY', missing: false },
    ...changes,
  };
}

/** The estimate of a question with so many tokens. */
export function estimate(tokens: string): EstimateView {
  return {
    input: `about ${tokens} tokens in, $0.012`,
    answer: 'answer up to $0.25',
    detail: `About $0.012 for the ${tokens} tokens of input. Press to get an exact count (free).`,
  };
}

export function image(name: string, changes: Partial<ImageView> = {}): ImageView {
  return { id: name, name, detail: '3840 × 2160, 1.2 MB', thumbnail: picture(name), ...changes };
}

export function turn(id: string, changes: Partial<TurnView> = {}): TurnView {
  return {
    id,
    question: `Question ${id}`,
    images: [],
    answer: '',
    status: 'done',
    notes: [],
    ...changes,
  };
}

/** A drawing that differs by name, as an address a page may load. */
export function picture(name: string, width = 320, height = 200): string {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  const bars = [30, 70, 50, 110, 90]
    .map(
      (bar, index) =>
        `<rect x="${130 + index * 32}" y="${160 - bar}" width="20" height="${bar}" fill="hsl(${hue} 60% ${40 + index * 7}%)"/>`,
    )
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 320 200" preserveAspectRatio="xMidYMid slice">
    <rect width="320" height="200" fill="hsl(${hue} 35% 96%)"/><rect width="320" height="22" fill="hsl(${hue} 45% 30%)"/>
    <rect width="88" height="178" y="22" fill="hsl(${hue} 30% 88%)"/>
    <g fill="hsl(${hue} 25% 70%)"><rect x="12" y="40" width="60" height="6"/><rect x="12" y="56" width="46" height="6"/><rect x="12" y="72" width="54" height="6"/></g>${bars}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
