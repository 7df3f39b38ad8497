import { generate } from 'selfsigned';

/** A certificate authority of its own, known to nobody. */
export interface Authority {
  /** PEM, for those who shall trust it. */
  readonly certificate: string;
  /** A server's key and certificate for names and IPv4 addresses, both PEM. */
  issue(...hosts: string[]): Promise<{ key: string; cert: string }>;
}

export async function createAuthority(name: string): Promise<Authority> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    certificate: cert,
    async issue(...hosts) {
      const names = hosts.map((host) =>
        /^[\d.]+$/.test(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host },
      );
      const issued = await generate([{ name: 'commonName', value: hosts[0] ?? '' }], {
        ...{ keyType: 'ec', algorithm: 'sha256', ca: { key, cert } },
        extensions: [
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: names },
        ],
      });
      return { key: issued.private, cert: issued.cert };
    },
  };
}
