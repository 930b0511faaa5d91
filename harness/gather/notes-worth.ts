import { wordsOf } from './notes-brief.ts';
import { isEnumeration } from './notes-enumeration.ts';
import type { Statement } from './notes-statements.ts';

/** Praise and promises: they take nothing from the system at hand. */
const praise =
  /\b(robust(ness|ly)?|comprehensive\w*|seamless\w*|proactive\w*|holistic\w*|cutting[- ]edge|state[- ]of[- ]the[- ]art|best[- ](practices?|in[- ]class)|world[- ]class|enterprise[- ](grade|ready)|production[- ](grade|ready)|industry[- ](standards?|leading)|next[- ]gen\w*|end[- ]to[- ]end|full visibility|peace of mind|leverag\w+|empower\w*|ensur(e|es|ed|ing)|guarantee\w*|facilitat\w+|foster\w*|streamlin\w+|unlock\w*|deliver(s|ing)?|strives?|optimal\w*|reliab(le|ly|ility)|effective(ly|ness)?|continuous improvement|(is|are|remains?) (essential|crucial|critical|vital|paramount|key|important|imperative|indispensable|fundamental)|(critical|crucial|essential|vital|key|important|integral|cornerstone) (for|to|part|aspect|component|role|step|element|of|in)|plays? an? \w+ role|matters? (a lot|most|greatly)|of (paramount|utmost) importance|in today['’]s|must[- ]have|carefully (considered|balanced|chosen|selected|weighed|evaluated)|(careful|thorough|thoughtful|extensive)(ly)? (consider\w*|evaluat\w*|analy\w*|balanc\w*|explor\w*)|strik\w+ (a|the right) balance|right balance|various (factors|aspects|trade-?offs|metrics|techniques)|data[- ]driven|actionable insights|valuable insights|real[- ]world (scenarios|impact)|business (value|needs|goals|objectives) (is|are|and|through))\b/gi;

/** What only somebody who has this system before them can write: a figure, a name from the code, how often, against what. */
const particular =
  /\d|`[^`\n]+`|\b\w+_\w+\b|(^|\s)\/[a-z]\w+|\b(dai|week|month|hour|night|quarter|year)ly\b|\b(every|each|per|last|next|once a) (few )?(day|week|month|hour|night|quarter|year|request|prediction|response|row|customer)s?\b|\b(against|compared? (to|with)|relative to|from) (the |its |our |those (of|in|from) )?(train(ing)?|baseline|reference|last|previous|historical|validation|holdout|dummy)\b|\b(i|we|my|our) (\w+ ){0,2}(chose|choose|used?|drop(ped)?|kept|keep|tried|log|stor\w+|sav\w+|compar\w+|found|saw|left|split|train\w*|measur\w+|decided|did|had|looked|did not|didn['’]t)\b/i;

/** Sentences about the document, and places kept for what was never written. */
const announces =
  /^(this|the (following|next|present)|in this|below)[^.]{0,20}\b(section|document|chapter|part|page|paragraph|subsection)\b[^.]{0,40}\b(describ|cover|discuss|outlin|present|explain|summari[sz]|detail|list|contain|provid|address|focus|we )\w*|^(tbd|tba|todo|to ?do:?|to be (added|written|done|completed|defined|determined|decided)|coming soon|work in progress|wip|lorem ipsum|n\/a|none|placeholder|add (text|content|details|description) here|see (above|below))\b[^.]{0,30}\.?$|\blorem ipsum\b|^(please )?(include|describe|explain|discuss|provide|outline|justify|document|be (ready|prepared) to)\b[^.;]{0,80}\byour (own )?(approach|choices?|decisions?|assumptions?|reasoning|findings|work|solution|models?|thoughts?|design)\b|^\W*\[(describe|explain|add|insert|list|write|fill|your|todo|tbd)\b[^\]]*\]\W*$/i;

const file = String.raw`(\]\([^)\n]*\)|[\w-]+\.(md|ipynb|pdf|html?|txt|rst|docx?)\b\W*)`;
/** `For the trade-offs, see DECISIONS.md.`: what is said, is said there. */
const points = new RegExp(
  String.raw`^\W*((for|on|about) [^.;:]{1,160}?, |more [^.;:]{1,80} |details? [^.;:]{1,80} )?((please|also) )*(see|refer to|read|check( out)?|consult|have a look at|look at|visit|go to)\b[^.;:]{0,120}?${file}[^;:]{0,120}$|^\W*[^.;:,]{1,80}\b(is|are|was|were|can be|may be) (\w+ )?(described|documented|explained|discussed|covered|listed|detailed|found|available|written (up|down)) (in|at|under) [^.;:]{0,60}?${file}[^;:]{0,60}$`,
  'i',
);

const praises = (text: string): number => text.match(praise)?.length ?? 0;

export const isParticular = ({ raw }: Pick<Statement, 'raw'>): boolean =>
  particular.test(raw.replace(/^\s*(\d{1,2}[.)]|[-*#>|]+)\s*/, ''));

/** Sentences that would be as true of any other repository: praise upon praise, and nothing particular. */
const isSlogan = (statement: Pick<Statement, 'raw' | 'text'>): boolean => {
  const found = praises(statement.text);
  return found > 0 && !isParticular(statement) && found * 14 >= wordsOf(statement.text).length;
};

/** Descriptions of parameters and functions, and text with values to be filled in. */
const mechanics =
  /:(param|return|type)\b|\{\}|\b(args|arguments|returns|parameters):|\bmust be one of\b|\bdefaults? to (none|true|false|\d)|^\W*this (function|method|class|script|module|helper)\b/i;

/** `model_path (str): where it lies`, `LabelEncoder: the encoder`: a name of the code, and what it holds. */
const described =
  /^\W*(?:[\w.]*_[\w.]*|[a-z]+[A-Z]\w*|[A-Z][a-z0-9]+[A-Z]\w*|\w+(?:\.\w+)+|(?:str|int|float|bool|dict|list|tuple|None|array|object|\w+\[[^\]\n]{1,60}\])|\w+ ?\([^()\n]{1,60}\))\s?:\s/;

/** What code says of itself is no account of the work. */
export const isMechanics = ({ from, text, raw }: Pick<Statement, 'from' | 'text' | 'raw'>): boolean =>
  from === 'code' && (mechanics.test(text) || described.test(raw));

/** A figure that a program fills in when it prints it. */
const isFigure = ({ from, text }: Statement): boolean =>
  from === 'code' && text.includes('{}') && wordsOf(text).length <= 10;

const isHollow = (statement: Statement): boolean =>
  isFigure(statement) ||
  isEnumeration(statement.text) ||
  announces.test(statement.text.trim()) ||
  points.test(statement.raw) ||
  isSlogan(statement);

/** The same words again, or the same with another number, say nothing more. */
const sameAs = ({ text }: Statement): string =>
  wordsOf(text)
    .filter((word) => !/^\d+$/.test(word))
    .join(' ');

export type Sorted = {
  readonly said: readonly Statement[];
  /** Terms in a row, slogans, announcements: shown to be disputed, worth nothing. */
  readonly hollow: readonly Statement[];
};

/** What a writer says of this system, each thing once, apart from what only fills the page. */
export const sortByWorth = (statements: readonly Statement[]): Sorted => {
  const said = new Map<string, Statement>();
  const hollow: Statement[] = [];
  for (const statement of statements) {
    const key = sameAs(statement);
    if (isHollow(statement)) hollow.push(statement);
    else if (!said.has(key)) said.set(key, statement);
  }
  return { said: [...said.values()], hollow };
};
