import type { FromReview } from '../../reviewProtocol.ts';

/** Sends a message to the host. */
export type PostReview = <Name extends keyof FromReview>(type: Name, payload: FromReview[Name]) => void;
