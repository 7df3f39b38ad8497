import type { ImageKind, ImageSource } from '../imageReference.ts';

/** Hosts that serve nothing but badges, and builders whose badge addresses do not say so. */
const BADGE_HOSTS = new Set([
  'img.shields.io',
  'shields.io',
  'badgen.net',
  'flat.badgen.net',
  'badge.fury.io',
  'travis-ci.org',
  'travis-ci.com',
  'api.travis-ci.com',
  'app.travis-ci.com',
  'circleci.com',
  'ci.appveyor.com',
  'dev.azure.com',
  'david-dm.org',
  'badges.gitter.im',
  'isitmaintained.com',
  'packagephobia.com',
  'vsmarketplacebadges.dev',
  'gitpod.io',
  'komarev.com',
  'hits.dwyl.com',
]);

/** `…/workflows/ci/badge.svg`, `/badge/…`, `project_badges`: shown to be looked at, not to be described. */
const BADGE_PATH = /(^|[/._-])badges?([/._-]|$)/i;

export function classify(source: ImageSource): ImageKind {
  if (source.computed) return 'image';
  const { text } = source;
  if (/^(?:data|attachment|blob):/i.test(text)) return 'data';
  if (!/^(?:https?:)?\/\//i.test(text)) return 'image';
  return isBadge(text) ? 'badge' : 'remote';
}

function isBadge(address: string): boolean {
  if (!URL.canParse(address, 'https://example.invalid')) return false;
  const url = new URL(address, 'https://example.invalid');
  return BADGE_HOSTS.has(url.hostname.toLowerCase()) || BADGE_PATH.test(url.pathname);
}
