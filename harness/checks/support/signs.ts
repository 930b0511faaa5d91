import type { SignsEvidence } from '../../evidence/signs.ts';
import type { Finding } from '../../types.ts';
import { scored } from './check.ts';
import { lookedFor } from './details.ts';
import { clip, count } from './words.ts';

/** `5 requests of ours`. */
export function ours({ sent }: Pick<SignsEvidence, 'sent'>): string {
  return `${count(sent, 'request')} of ours`;
}

/** The service had broken before, or does not answer a row in time. */
export function notAnswered(signs: SignsEvidence, what: string): Finding {
  return scored({
    score: 0,
    summary: `None of ${ours(signs)} brought a prediction while the service was watched.`,
    details: lookedFor(what, 'the service, after malformed requests'),
  });
}

/** A name or path of the submission's as one word of a sentence. */
export function word(text: string): string {
  return clip(text).replaceAll(' ', '');
}

/** Numbers as a page writes them: whole, or to six digits. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
