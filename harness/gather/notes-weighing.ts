import type { Statement } from './notes-statements.ts';

/** What stands beside a choice: why it was made, what else could have been taken, what it costs. */
export type Aspect = 'reason' | 'option' | 'price';

export const gives =
  /\b(because|(the|my|our|main|another) reasons? (for|why|behind|is|was)|reason being|to favou?r|since(?! (version |\w+ )?v?\d)|so that|due to|in order to|therefore|thus|hence|given that|as (?!(it|they) (is|are|was|were)\W{0,3}$)(it|they|this|there|the|we|i|he|more|most|its|their|our|both|each|many|few)\b|as an? [^.;]{0,40}\bis\b|as \w+ing [^.;]{1,60}\b(is|are|matters?|costs?)\b|to (avoid|reduce|prevent|capture|ensure|reflect|minimi[sz]e|speed|simplify|improve|save (\w+ )?(time|memory|space|costs?|compute|money|bandwidth|work|resources))|(?<!^\W{0,3})to (handle|keep|allow|make|get|give)|which (means|makes|made|allow|give|gave|let|help|reduce|avoid|keep|save|improve|prevent|can)s?|that (allows|makes|way)|this way|for (some |the )?(reasons|factors|simplicity|convenience|speed|performance|flexibility|scalability|clarity|interpretability|the sake of|its|their|better|faster|easier|efficien\w+|reproducib\w+|stability|robustness|consistency|production|debugging)|so (it|the|we|i|they|that|there|as|nothing|nobody|no)|too (large|slow|small|big|few|many|much|high|low|noisy|messy|expensive|complex|sparse|heavy|different|costly|risky))\b|, as (?!(well|such|if|shown|follows|expected|described|mentioned|above|below|long|soon|far|per|opposed|usual|before|in|for|to|with|an?|of|seen|stated|noted|can|required|needed)\b)\w+/i;
/** Reasons that only count beside a choice: what is gained by it, and that it suffices. */
const gains =
  /\b((better|faster|simpler|easier|cheaper|lighter|cleaner|safer|quicker|stronger|more \w+) than|(better|faster|quicker|simpler|easier|cheaper|lighter|smaller|cleaner|more \w+)\b[^.;]{0,60}\b(but|although|though)\b[^.;]{3,80}|(is|are|be|has|have) (good |more than )?(enough(?! time)|sufficient|plenty)|(better|best|more|less) (suited|suitable)|if (i|we|you|one|somebody|someone|the \w+) (want|need|prefer|must|had?)\b|handles? (it|them|this) better|matters? (most|more)|needs? (no|neither|only|less)|(fair|good|reasonable|acceptable) (trade|price)|worth (it|the)|trad(e|es|ed|ing) \w+( \w+)? for|by itself|(chose|chosen|picked|kept|used|dropped|opted for|preferred|selected) [^.:;]{2,80}: (it|this|they|that|there|the \w+ (is|are|was|has|have|needs?)) |(it|this|that|which) (also )?(makes?|allows?|lets?|enables?|helps?|gives?|keeps?|saves?|avoids?|offers?|provides?)|(analysis|eda|plots?|tests?|experiments?|results?|data) (show|confirm|suggest|indicate|reveal)(s|ed|d)?)\b|[,–—] (thus |thereby )?(allowing|enabling|avoiding|preventing|preserving|keeping|making|giving|reducing|saving|leaving)\b/i;
const names =
  /\b(rather than|instead( of)?|in favou?r of|as opposed to|in exchange for|(chose|chosen|choose|picked|prefer(s|red)?|favou?r(s|ed)?|selected|opted for|kept|took) ([^.;:]{1,60} )?over\b|alternativ\w+|(another|the other|a (better|cleaner|nicer|simpler|good|proper|more \w+)) (option|way|approach|choice|possibility|solution|idea)|could (also )?(have|be|take|use) |would (also )?(be|have been) (the |a )?(better|cleaner|nicer|best|preferable|cheaper|faster|simpler|ideal|more)|would have (used|taken|chosen|preferred)|(it|that)(['’]s| is| would be|['’]d be) (better|safer|cleaner) to|preferably|would be (chosen|preferred)|ideally|in (a )?(real|production|practice)\b[^.;]{0,60}\b(would|should|could)|without (relying|resorting|using)|(?<=(^|[,;(])\W{0,3})unlike|compared (to|with)|(better|faster|simpler|easier|cheaper|lighter|cleaner|safer|quicker|stronger|more \w+) than|(switched|moved|went|cut|reduced|dropped|replaced|lowered|raised|changed) [^.;]{0,40}\bto\b|not [^.;]{0,30}\bmake (much |any )?sense|n['’]t [^.;]{0,30}\bmake (much |any )?sense|\bnot imputed|(although|whereas|(?<=^\W{0,3})while) [^.;,]{3,80}\b(could|can|would|may|might|offers?|gives?|is|are|has|have)\b|considered (using|adding|training|building|having|trying|switching|moving|going|other)|thought about \w+ing|(could|would|might|may) (improve|increase|reduce|give|bring|help|speed|lower|raise|boost|yield|provide|be (used|swapped|replaced|trained|added|better|faster))\b[^.;]{0,80}\bbut\b|would(n['’]t| not) (help|work|scale|be (needed|necessary|worth|useful|enough))|\w+ing (it|them|those|these)\b[^.;]{0,40}\bwould\b|(imputing|treating|labell?ing|keeping|dropping|using|including|removing) \w+[^.;]{0,60}\bwould\b)/i;
/** `Trees over logistic regression` and `faster than Flask`: what is named is written like a name, or the sentence begins with it. */
const outranks = /\b(over|than) (a |an |the )?[A-Z]\w+|^\W{0,3}[A-Z]\w+( \w+){0,2} over (a |an |the )?\w+/;
const costs =
  /\b(trade-?offs?|trad(e|es|ed|ing) (off|\w+( \w+)? for)|(?<=^\W{0,3})while [^.;,]{3,100}, \w+|at the (cost|expense|price) of|the price (is|was)|downsides?|drawbacks?|disadvantages?|compromise|middle ground|overkill|but (?!also\b)|although|though|despite|that said|whereas|(more|too|quite|very|so|and|is|are) (complex|expensive|costly)|slow(er)?|heavier|harder|hard to|costs?|costly|worse|less (?!than\b)\w+|los(es?|t|ing)\b(?! function)|gives? up|sacrific\w+|hit (to|on|in)|penalt\w+|bias(ed)?|risks?|latency issues|(negative|weak) (point|side)|cannot|can['’]t|no longer|not (a |an )?(production|scal\w+|tenable|ideal|optimal|perfect|the best)|by no means|beyond [^.;]{0,40}\bwould|unnecessar\w+|might notice|makes? [^.;]{0,20}\b(difficult|hard|harder|slower))\b/i;

const patterns: readonly (readonly [Aspect, readonly RegExp[]])[] = [
  ['reason', [gives, gains]],
  ['option', [names, outranks]],
  ['price', [costs]],
];

export const aspectsOf = ({ text }: Pick<Statement, 'text'>): ReadonlySet<Aspect> =>
  new Set(patterns.flatMap(([aspect, any]) => (any.some((pattern) => pattern.test(text)) ? [aspect] : [])));

/** All that stands beside a choice. */
export const aspectsOfAll = (
  statements: readonly Pick<Statement, 'text'>[],
  labelled: Iterable<Aspect> = [],
): ReadonlySet<Aspect> => new Set([...labelled, ...statements.flatMap((one) => [...aspectsOf(one)])]);

/** A choice is weighed where two things stand beside it: a reason and what it was held against, or both sides of it. */
export const isWeighed = (aspects: ReadonlySet<Aspect>): boolean => aspects.size >= 2;
