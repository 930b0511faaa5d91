import type { Bounds } from '../../harness/types.ts';
import { el, type Markup } from '../markup.ts';

const share = (value: number): string => `${Math.round(value * 100) / 100}%`;

/** A criterion's score as a filled line; what is still open is hatched by a lighter one. The number stands beside it. */
export const meter = ({ low, high }: Bounds): Markup =>
  el('svg', { class: 'meter', width: '100%', height: 6, 'aria-hidden': 'true' }, [
    el('rect', { class: 'track', x: 0, y: 0, width: '100%', height: 6 }),
    el('rect', { class: 'open', x: 0, y: 0, width: share(high), height: 6 }),
    el('rect', { class: 'fill', x: 0, y: 0, width: share(low), height: 6 }),
  ]);
