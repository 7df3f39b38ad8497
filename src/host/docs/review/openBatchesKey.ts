/** Where a workspace keeps whether batches of its reviews are to be waited for: true, or nothing. */
export const openBatchesKey = 'openBatches';
