import { wordsOf } from './notes-brief.ts';

/** Words that sentences cannot do without, and lists can. */
const joining =
  /^(a|an|the|this|that|these|those|it|its|we|i|you|they|our|is|are|was|were|be|been|has|have|had|do|does|will|would|should|can|could|may|must|of|to|in|on|at|by|for|from|with|without|into|over|under|above|below|than|as|if|when|where|which|who|because|since|so|but|not|no|each|every|per|after|before|until|once|otherwise|then)$/i;
/** A list of what shall be done is a wish, and so a statement of its own. */
const intends =
  /^\W*(add(ing)?|implement(ing)?|set(ting)? up|introduc(e|ing)|integrat(e|ing)|build(ing)?|creat(e|ing)|extend(ing)?|improv(e|ing)|i|we)\b/i;

const fewest = { parts: 4 };
const most = { wordsAPart: 4, joining: 0.1 };

/**
 * `drift, PSI, latency, p95, alerts`: names in a row say nothing of what would be done. Terse notes are not meant: `Error rate of
 * the endpoint, with an alert above 1 %` joins its words.
 */
export const isEnumeration = (written: string): boolean => {
  const text = written.replace(/\b([A-Z])\/([A-Z])\b/g, '$1$2');
  // Figures in a row are a finding.
  const parts = text.split(/[,;|•·/&]+|\band\b/i).filter((part) => /\p{L}/u.test(part));
  const words = wordsOf(text);
  if (parts.length < fewest.parts || words.length > parts.length * most.wordsAPart) return false;
  return (
    !intends.test(text) && words.filter((word) => joining.test(word)).length < words.length * most.joining
  );
};
