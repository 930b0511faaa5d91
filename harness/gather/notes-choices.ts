import { wordsOf } from './notes-brief.ts';
import { exchangesMetrics } from './notes-metric.ts';
import type { Statement } from './notes-statements.ts';
import { aspectsOf, gives } from './notes-weighing.ts';
import { isMechanics } from './notes-worth.ts';

/** Something was taken, kept or left out. */
const chooses =
  /\b(i|we)( (?!(could|can|might|may|should)\b)\w+){0,2} (chose|choose|decided?|opted|picked|selected|prefer(red)?|went (with|for)|settled|stick|stuck|considered (using|adding|training|building|having|trying|switching|moving|going|other)|thought about \w+ing)\b|\b(was|were|is|are) set (to|at)\b|\b(i|we) could have\b|\b(was|were|been|has been) (also |only |not )?used\b|(?<!\b(may|might|can|could|should|must) )\b(is|are|was|were|be|been|being|has|have|will( just)? be)( also| just| only| not| therefore| intentionally| deliberately)* (chosen|selected|preferred|preferable|dropped|excluded|removed|kept|avoided|picked|left (out|as|in|un\w+|alone)|taken(?! with)|omitted|ignored|hard-?coded|limited|replaced|treated|merged|split|imputed|censored|cl(amped|ipped)|capped)\b|(^|:)\W{0,3}(cut|settled|switched|went|moved|replaced|reduced|lowered|raised|capped|merged|skipped|left|removed|decided|excluded|dropped|treated|handled|kept|picked|chosen)\b|\b(finally|therefore|then|instead|so|first) (chose|picked|used|kept|dropped|switched)\b|\bchosen (for|because|as|over)\b|^(\W{0,3})(using|used|chose|chosen|selected|prefer|avoid(ing)?|keep(ing)?|kept|drop(ped|ping)?|exclud(e|ed|ing)|opted|pick(ed)?)\b|\b(intentional(ly)?|deliberate(ly)?|on purpose|by design|a conscious|preferab(ly|le))\b|\b(choice|decision) (of|to|for|was|is)\b|\b(the|my|our|main|another) reasons? (for|to|why)\b|\bit(['’]s| is) (better|safer|cleaner) to\b|\bwould be (chosen|preferred)\b/i;
/** The same in words that also stand in `the threshold we used`: here they begin a clause. */
const takes =
  /(^|[.,;:()–—-]|\b(and|so|but|or|yet|then|therefore|thus|hence|that|which|why|because|since|as|here|first|finally|instead|while|although|where|reason)\b|^\W{0,3}(in|for|at|on|to|with|after|before|due|given|during|here|from|by|when|if|initially|currently|again|now)\b[^.;]{0,80}?)\W{0,3}(i|we)( (?!(could|can|might|may|should)\b)\w+){0,2} (used|kept|keep|dropp?(ed)?|excluded?|avoid(ed)?|removed?|skipped|left|implemented|built|split|treat(ed)?|limited|ignored?|replaced|switched|merged?)\b/i;
/** What is done by somebody's choice where a reason stands beside it. */
const does =
  /\b(i|we)( (?!(could|can|might|may|should)\b)\w+){0,2} (use|do(?! not\b)|take|fit|train|defined|placed|grouped|apply|drop|scale|encode|impute|serve|go with|prioriti[sz]e|favou?r)\b|\b(i|we) (did|do|will|would)(n['’]t| not) (use|tune|train|add|include|implement|build|scale|remove|drop|apply)\b|(?<!\b(because|since|as|if|when|while|until|once|after|that)\b[^.;,]{0,40})\b(is|are|was|were) (loaded|stored|saved|cached|trained|fitted|fit|computed|scaled|encoded|served|pinned|validated|built)\b|\b(the|our|this) (\w+ ){1,3}uses\b|(?<!\b(which|that|where it|when it) )\b(is|are) (also |only |not )?used\b(?! (by|to (?!avoid|reduce|prevent|minimi|speed|simplify|improve|keep|save|ensure)))/i;
const weighs =
  /\b(^instead|rather than|instead of|in favou?r of|at the (cost|expense|price) of|trade-?offs?|trad(e|es|ed|ing) off|alternativ\w+|downside|drawback|pros and cons|overkill|compromise|middle ground|but|although|though|whereas|however|preferably|ideally|while|better|worse|simpler|cheaper|slower|faster|easier|harder|heavier|more (\w+)( \w+)? than|less \w+|(not|n['’]t) (worth|needed|necessary|required)|over (a |an |the )?[A-Z]\w+|could (also )?have|would (be|have been) (better|cleaner|nicer|preferable|more))\b/i;
/** A price or an alternative that is named as such, whatever was chosen. */
const priced =
  /\b(trade-?offs?|trad(e|es|ed|ing) off|at the (cost|expense|price) of|in favou?r of|pros and cons|overkill|middle ground|(fair|good|reasonable|acceptable) (trade|price)\b|worth (it|the (cost|effort|price|complexity))|(although|whereas|(?<=^\W{0,3})while)\b[^.;]{3,120}\b(better|best|more|faster|simpler|easier|cheaper|slower|less|worse)|despite\b[^.;]{3,120}\b(better|best|faster|simpler|slower|worse)|(preferably|ideally),? [^.;]{0,80}\b(but|would|should|could|instead|used)|alternatives? [^.;]{0,100}\b(considered|would|could|is|was|are|were|refus\w+)|a (better|cleaner|more \w+) (choice|option|solution|approach|way|design)\b[^.;]{0,40}\b(is|was|would|could)\b|(does|do|did|would)(n['’]t| not)( \w+){0,3} make (much |any |too much )?sense\b|costs? (about|almost|more|less|the|us|only|nothing|at|\d)|trad(e|es|ed|ing) \w+( \w+)? for|(is|are) (good )?enough (for (now|this|the)|here)|in (a |the )?(real|production|practice)\b[^.;]{0,60}\b(would be (a )?(better|preferable|safer|more)|(i|we) would (use|replace|prefer|switch|ship|move|store))|(could|would|might|may) (improve|increase|reduce|give|bring|help|speed|lower|raise|boost|yield|provide|be (used|swapped|replaced|trained|added|better|faster))\b[^.;]{0,80}\bbut|would(n['’]t| not) (help|work|scale|be (needed|necessary|worth|useful|enough))|(quicker|faster|simpler|easier|cheaper|smaller|lighter|better|more \w+)\b[^.;]{0,60}\bbut\b[^.;]{0,60}\b(los\w+|slower|less|worse|harder|costs?|more|needs?|heavier|prone|risk\w*))\b/i;
/** One way held against another, told to no reader what to do. */
const contrasts = /^(?!.*\byou\b).*\b(instead of|rather than|as opposed to|in favou?r of)\b/i;
const goesOn =
  /^\W{0,3}(it|its|this|that|these|those|they|which|because|since|the (reason|advantage|downside|alternative|price)|otherwise|as such|so|moreover|however|but)\b/i;
const praises =
  /\b(allow(s|ed|ing)?|help(s|ed|ing)?|enabl(es|ed|ing)|provid(es|ed|ing)|offers?|makes?|made|easy|easier|easily|simple[rs]?|simply|faster|useful|flexib\w+|scal\w+|mature|lightweight|interpretab\w+|well[- ](suited|known))\b/i;
/** A heading that promises to weigh. */
const exchanges = /\b(trade-?offs?|pros and cons|alternatives?)\b/i;

/** `Keep them for reference`: where things lie, and nothing that was chosen. */
const archived =
  /\b(keep|keeping|kept|left|retained|preserved) [^.;,:]{0,60}?\bfor (the )?(future |later |historical |your )?(reference|record|history)\b/gi;

const fewestWords = 6;

/** `I used AI only for research`: how the work was done decides nothing about what was built. */
const assisted =
  /\b(used?|using|with|by) (\w+ ){0,2}(ai|llms?|chat ?gpt|copilot|claude|gemini|cursor)( (assistance|assistants?|tools?|help))?( (only|mainly|just))? (for|to|as)\b/i;

const isProse = (statement: Statement): boolean =>
  statement.kind !== 'code' &&
  !isMechanics(statement) &&
  !(assisted.test(statement.text) && /\b(ai|assist\w*)\b/i.test(statement.headings.at(-1) ?? ''));

const isLong = (...statements: readonly Statement[]): boolean =>
  statements.reduce((sum, { text }) => sum + wordsOf(text).length, 0) >= fewestWords;

/** A sentence with a reason, another option or a price, under a heading that promises to weigh. */
export const isExchange = (statement: Statement): boolean =>
  exchanges.test(statement.headings.at(-1) ?? '') && aspectsOf(statement).size > 0;

/** The sentence after a choice that tells of it: one that points back, or any after a short verdict or in a list item, which have one subject. */
const tellsOf = (here: Statement, next: Statement): boolean =>
  next.block === here.block &&
  (goesOn.test(next.text)
    ? aspectsOf(next).size > 0 || weighs.test(next.text) || praises.test(next.text)
    : (here.kind === 'item' || !isLong(here)) && aspectsOf(next).size > 0);

export type Choice = {
  /** The choice alone, or with the sentence that goes on from it. */
  readonly statements: readonly Statement[];
  /** Only a price or another way is named, so that it may belong to the choice before it too. */
  readonly named: boolean;
};

export const choiceAt = (statements: readonly Statement[], at: number): Choice | null => {
  const [here, next] = [statements[at], statements[at + 1]];
  if (!here || !isProse(here) || /\?\W{0,3}$/.test(here.text)) return null;
  const reason = gives.test(here.text);
  const text = here.text.replace(archived, '');
  const chosen = chooses.test(text) || takes.test(text);
  const done = reason && (does.test(here.text) || contrasts.test(here.text));
  const named = !exchangesMetrics(here.text) && (priced.test(here.text) || isExchange(here));
  const made = named || done || (chosen && (reason || weighs.test(here.text)));
  if (made && isLong(here)) return { statements: [here], named: !chosen && !done };
  const told = (made || chosen) && next && isLong(here, next) && tellsOf(here, next);
  return told ? { statements: [here, next], named: false } : null;
};
