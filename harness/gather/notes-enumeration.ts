import { wordsOf } from './notes-brief.ts';

/** Words that sentences cannot do without, and lists can. */
const joining =
  /^(a|an|the|this|that|these|those|it|its|we|i|you|they|our|is|are|was|were|be|been|has|have|had|do|does|will|would|should|can|could|may|must|of|to|in|on|at|by|for|from|with|without|into|over|under|above|below|than|as|if|when|where|which|who|because|since|so|but|not|no|each|every|per|after|before|until|once|otherwise|then)$/i;

const fewest = { parts: 4 };
const most = { wordsAPart: 4, joining: 0.1 };

/**
 * `drift, PSI, latency, p95, alerts`: names in a row say nothing of what would be done. Terse notes are not meant: `Error rate of
 * the endpoint, with an alert above 1 %` joins its words.
 */
export const isEnumeration = (text: string): boolean => {
  const parts = text.split(/[,;|•·/]+/).filter((part) => wordsOf(part).length > 0);
  const words = wordsOf(text);
  if (parts.length < fewest.parts || words.length > parts.length * most.wordsAPart) return false;
  return words.filter((word) => joining.test(word)).length < words.length * most.joining;
};
