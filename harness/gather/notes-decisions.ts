import { wordsOf } from './notes-brief.ts';
import type { Statement } from './notes-statements.ts';
import { isMechanics } from './notes-worth.ts';

/** Something was taken, kept or left out. */
const chooses =
  /\b(i|we)( \w+){0,2} (chose|choose|decided?|opted|picked|selected|prefer(red)?|went (with|for)|settled|used|kept|keep|dropp?(ed)?|excluded?|avoid(ed)?|removed?|skipped|left|implemented|built|split|treat(ed)?|limited|ignored?|replaced|switched|merged?|stick|stuck)\b|\b(i|we) could have\b|\b(was|were|been|has been) (also |only |not )?used\b|\b(is|are|was|were|be|been|being|has|have|will( just)? be)( also| just| only| not| therefore| intentionally| deliberately)* (chosen|selected|preferred|preferable|dropped|excluded|removed|kept|avoided|picked|left|taken|omitted|ignored|hard-?coded|limited|replaced|treated|merged|split)\b|(^|:)\W*(cut|settled|switched|went|moved|replaced|reduced|skipped|left|removed|decided)\b|\b(finally|therefore|then|instead|so|first) (chose|picked|used|kept|dropped|switched)\b|\bchosen (for|because|as|over)\b|^(\W*)(using|used|chose|chosen|selected|prefer|avoid(ing)?|keep(ing)?|kept|drop(ped|ping)?|exclud(e|ed|ing)|opted|pick(ed)?)\b|\b(intentional(ly)?|deliberate(ly)?|on purpose|by design|a conscious|preferab(ly|le))\b|\b(choice|decision) (of|to|for|was|is)\b|\breasons? (for|to|why)\b/i;
/** What is done by somebody's choice where a reason stands beside it. */
const does =
  /\b(i|we)( \w+){0,2} (use|do|take|fit|train|apply|need|drop|scale|encode|impute)\b|\b(is|are) (also |only |not )?used\b/i;
const gives =
  /\b(because|since|so that|due to|in order to|therefore|thus|hence|given that|as (it|they|this|there|the|we|i|he|more|most|its|their|our|both|each|many|few)\b|as an? [^.;]{0,40}\bis\b|to (avoid|reduce|prevent|capture|handle|keep|ensure|reflect|allow|make|minimi[sz]e|speed|save|simplify|improve|get|give)|which (means|makes|made|allows|gives|was|is|were|are|would)|that (allows|makes|way)|this way|for (some |the )?(reasons|factors|simplicity|convenience|speed|performance|flexibility|scalability|clarity|interpretability|the sake of|its|their|better|faster|easier|efficien\w+|reproducib\w+|stability|robustness|consistency|production|debugging)|so (it|the|we|i|they|that|there|as)|too (large|slow|small|big|few|many|much|high|low|noisy|messy|expensive|complex|sparse|heavy|different|costly|risky))\b/i;
/** The other side of a choice, or what it costs. */
const weighs =
  /\b(rather than|instead of|in favou?r of|at the (cost|expense|price) of|trade-?offs?|trad(e|es|ed|ing) off|alternativ\w+|downside|drawback|pros and cons|overkill|compromise|middle ground|but|although|though|whereas|however|preferably|ideally|while|better|worse|simpler|cheaper|slower|faster|easier|harder|heavier|more (\w+)( \w+)? than|less \w+|(not|n['’]t) (worth|needed|necessary|required)|over (a |an |the )?[A-Z]\w+|could (also )?have|would (be|have been) (better|cleaner|nicer|preferable|more))\b/i;
/** A price or an alternative that is named as such, whatever was chosen. */
const priced =
  /\b(trade-?offs?|trad(e|es|ed|ing) off|at the (cost|expense|price) of|in favou?r of|pros and cons|overkill|middle ground|(fair|good|reasonable|acceptable) (trade|price)\b|worth (it|the (cost|effort|price|complexity))|(although|while|whereas|despite)\b[^.;]{3,120}\b(better|best|more|faster|simpler|easier|cheaper|slower|less|worse)|(preferably|ideally),? [^.;]{0,80}\b(but|would|should|could|instead|used)|alternatives? [^.;]{0,60}\b(considered|would|could|is|was|are|were|refus\w+)|costs? (about|almost|more|less|the|us|only|nothing|at|\d))\b/i;
const goesOn =
  /^\W*(it|its|this|that|these|those|they|which|because|since|the (reason|advantage|downside|alternative|price)|otherwise|as such|so|moreover|however|but)\b/i;
const praises =
  /\b(allow(s|ed|ing)?|help(s|ed|ing)?|enabl(es|ed|ing)|provid(es|ed|ing)|offers?|makes?|made|easy|easier|easily|simple[rs]?|simply|faster|useful|flexib\w+|scal\w+|mature|lightweight|interpretab\w+|well[- ](suited|known))\b/i;

const fewestWords = 6;

const after = (statements: readonly Statement[], at: number): Statement | null => {
  const [here, next] = [statements[at], statements[at + 1]];
  return here && next && next.block === here.block && goesOn.test(next.text) ? next : null;
};

/**
 * Choices that are given with a reason, an alternative or a price, in the sentence itself or in the one that goes on
 * from it (`FastAPI was used. It validates requests, at some cost in speed.`).
 */
export const decisions = (statements: readonly Statement[]): readonly (readonly Statement[])[] =>
  statements.flatMap((statement, at) => {
    const { text, kind } = statement;
    if (kind === 'code' || wordsOf(text).length < fewestWords || isMechanics(statement)) return [];
    if (priced.test(text)) return [[statement]];
    const reason = gives.test(text);
    if (reason && does.test(text)) return [[statement]];
    if (!chooses.test(text)) return [];
    if (reason || weighs.test(text)) return [[statement]];
    const next = after(statements, at);
    return next && (gives.test(next.text) || weighs.test(next.text) || praises.test(next.text))
      ? [[statement, next]]
      : [];
  });
