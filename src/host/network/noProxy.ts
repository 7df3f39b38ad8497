import { BlockList, isIP } from 'node:net';

/**
 * Whether a rule exempts the host from the proxy. Rules: `*`; a name with its subdomains (`corp.example`,
 * `.corp.example`, `*.corp.example`), optionally with a port; an IP address; a range of them (`10.0.0.0/8`).
 */
export function isExempt(url: URL, rules: readonly string[]): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return rules.some((rule) => matches(rule.trim().toLowerCase(), host, port));
}

function matches(rule: string, host: string, port: string): boolean {
  if (rule === '*') return true;
  if (rule.includes('/')) return isInRange(rule, host);
  if (isIP(rule)) return isInRange(`${rule}/${isIP(rule) === 6 ? 128 : 32}`, host);
  const [, name, rulePort] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(rule) ?? [];
  if (!name || (rulePort && rulePort !== port)) return false;
  const bare = name.replace(/^\*?\./, '');
  return host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
}

function isInRange(range: string, host: string): boolean {
  const [address = '', prefix = ''] = range.split('/');
  const family = isIP(host);
  const bits = Number(prefix);
  if (family === 0 || isIP(address) !== family || !/^\d+$/.test(prefix)) return false;
  if (bits > (family === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  const type = family === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(address, bits, type);
  return list.check(host, type);
}
