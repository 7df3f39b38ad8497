/** Exit codes: nothing to do, findings or texts that are left, it could not be run. */
export const EXIT = { good: 0, findings: 1, failed: 2 } as const;
