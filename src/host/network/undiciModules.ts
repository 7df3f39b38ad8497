// Named here, because a bundled CommonJS package has no names of its own when it is imported dynamically.
export { Agent, buildConnector, Client, fetch } from 'undici';
