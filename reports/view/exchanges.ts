import type { Dossier, Exchange } from '../../harness/types.ts';
import { maxProbes, probeAnchor } from './malformed.ts';
import { maxUnusable, unusableAnchor } from './model.ts';

/** Where an exchange is drawn, so that evidence elsewhere can point there; null where it is not. */
export type ExchangeAnchor = (exchange: Exchange) => string | null;

const key = (exchange: Exchange): string => JSON.stringify(exchange);

/** The exchanges that sections of their own draw: malformed requests, and answers that could not be used. */
export const exchangeAnchorOf = ({ malformed, holdout }: Dossier): ExchangeAnchor => {
  const probes = malformed.state === 'gathered' ? malformed.value.probes.slice(0, maxProbes) : [];
  const unusable = holdout.state === 'gathered' ? holdout.value.unusable.slice(0, maxUnusable) : [];
  const anchors = new Map([
    ...probes.map(({ exchange }, index) => [key(exchange), probeAnchor(index)] as const),
    ...unusable.map(({ exchange }, index) => [key(exchange), unusableAnchor(index)] as const),
  ]);
  return (exchange) => anchors.get(key(exchange)) ?? null;
};
