// Named here, because a bundled CommonJS package has no names of its own when it is imported dynamically.
export { EnvHttpProxyAgent } from 'undici';
