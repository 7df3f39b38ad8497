import type { Settings } from '../../src/host/settings.ts';

export const settings: Settings = {
  provider: 'anthropic',
  ...{ model: 'claude-sonnet-5-5', baseUrl: '', maxTokens: 500, effort: undefined, idleTimeout: 5 },
  ...{ imageDetail: 'auto', zoom: 0, upload: 'never', confirmCostAbove: 0, prices: {} },
  customRecipes: { recipes: [], problems: [] },
  schemas: [],
  altText: { language: undefined, maxLength: 150, style: undefined, onPaste: false, staticFolders: [] },
  ...{ rules: {}, exclude: [] },
};
