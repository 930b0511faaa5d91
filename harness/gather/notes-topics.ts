import type { Topic } from '../evidence/notes.ts';
import { beside } from './notes-beside.ts';
import { wordsOf } from './notes-brief.ts';
import { compares, modelsNamed, namesModel } from './notes-comparing.ts';
import { areWeighed, decisions } from './notes-decisions.ts';
import { foundInData, steps } from './notes-exploration.ts';
import { metric } from './notes-metric.ts';
import type { Statement } from './notes-statements.ts';
import { gives } from './notes-weighing.ts';

/** What belongs to a topic, and when it adds up to more than a mention. */
export type TopicRule = {
  readonly topic: Exclude<Topic, 'monitoring' | 'how-to-run'>;
  /** A heading under which everything is on the topic. */
  readonly heading: RegExp;
  /** A heading of something else all the same. */
  readonly unlessHeading?: RegExp;
  /** What a heading alone does not put on the topic. */
  readonly unlessSaid?: RegExp;
  /** Headings of it in documents stand over other things too: whether what is in another language is enough there, a person tells. */
  readonly inEnglish?: true;
  /** A heading that other things have too, and what a sentence under it must speak of. */
  readonly loosely?: { readonly heading: RegExp; readonly needs: RegExp };
  /** A sentence that is on the topic wherever it stands. */
  readonly says?: RegExp;
  /** Fewest words of a sentence inside code: short ones there speak of the lines below them. */
  readonly wordsInCode?: number;
  /** What a sentence inside code must have besides: `Fill missing values` speaks of the lines below it. */
  readonly inCode?: RegExp;
  /** A heading of something that uses the same words: what is said there is on that. */
  readonly elsewhere?: RegExp;
  /** What only sounds like it. */
  readonly unless?: RegExp;
  /** What is on the topic by more than one sentence can tell. */
  readonly finds?: (statements: readonly Statement[]) => readonly Statement[];
  /** Enough for `plan`, given the statements on the topic. */
  readonly enough: (statements: readonly Statement[]) => boolean;
};

/** What is told of a piece of software under its name is no account of data. */
const ofSoftware = /\b(modules?|packages?|scripts?|(micro-?)?services?|endpoints?|containers?|folders?)\b/i;
/** There, all of it is yet to be done. */
const ahead =
  /\b(next steps?|future|(further|possible|potential|suggested) improvements?|road ?map|to-?do)\b/i;
/** There, baselines are those of drift, and outliers of requests. */
const ofWatching =
  /\b(observab\w*|monitor\w*|alert(s|ing)?|dashboards?|production|security|deploy\w*|(load|stress)[- ]?test\w*)\b/i;
const reason =
  /\b(because|since|as (it|they|this|the)|so that|due to|in order to|therefore|thus|hence|given that|to (avoid|reduce|prevent|capture|handle|keep|ensure|reflect)|which (means|makes|allows|gives)|reflects?|captures?|helps?|allow(s|ing)?|rather than|instead of|matters?|why)\b/i;
/** The simplest thing that could work, as a measure for the rest. */
const baseline =
  /\b((simple|naive|dummy|first|initial|trivial|majority|mean|our|my|a|the|as|no|same) baselines?|(?<!\b(strong|good|solid|great|decent|excellent|competitive|robust) )baselines? (models?|classifiers?|regressors?|predict\w*|scores?|errors?|performance|accuracy|of|is|was|with|for|comparison)|as (a|the|our|my) benchmark\b(?=[^.;]{0,40}\b(use|uses|used|using|take|took|compar\w+))|(use|uses|used|using|take|took|compar\w+) [^.;]{0,60}\b(as|with|to|against) (a|the|our|my) benchmark|(than|beats?|over|below|above) the benchmark|dummy ?(classifier|regressor|model)|majority[- ]class|most[- ]frequent class|base rate|naive (forecast|model|predict\w*|approach)|(always|simply|just|would) (predict|guess|answer|say)\w*|(predict|guess)(s|es|ed|ing)? (always )?(the )?(mean|median|average|majority|last value|most frequent)|saying .?(stays|no)\b|(mean|median|majority) predictor|rule[- ]based (baseline|system|approach|model))/i;
/** The baseline is a measure where it has a score, comes first or is compared with. */
const held =
  /\d|\b(first(ly)?|start(s|ed|ing)?|before|begin\w*|began|outperform\w*|beats?|better|worse|against|compar\w+|versus|vs\.?|improve\w*|over|above|below|reference|lower bound|sanity)\b/i;
const plainHeading =
  /\b((for|to) (the |our )?((senior|upper|top|product) )?management|(for|to) (the |a |our )?([\w-]+ )?(business|team|stakeholders?|managers?|executives?|customers?|clients?|users?|agents?|non[- ]?technical\w*|everyone|everybody|lay\w*)|(executive|business|plain|non[- ]?technical|management) (summary|explanation|impact|interpretation|recommendations?|implications?|takeaways?|language|english|words)|non[- ]?technical|in (plain|simple) (words|english|language|terms)|tl;?dr|key takeaways?|what (it|this|the \w+|a \w+) (means?|does|tells?)|what (we|i)( would| will|['’]d|['’]ll)? (tell|say to|recommend to|report to)|how to (use|read) (the |this |it|your )?(score|number|list|predictions?|result|output)s?)\b/i;
const plainly =
  /\b(in (plain|simple|other|everyday|layman\W?s?) (words|english|language|terms)|for (a )?non[- ]?technical|(out of|of|in) (every )?(ten|ten|hundred|10|100|1000|thousand) (customers?|people|calls?|cases?|users?|loans?|patients?|homes?|houses?|orders?|rows?)\b|(this|that|which|it) means (that )?(the )?(team|business|company|customers?|bank|agents?|users?|for every|if we))/i;
const jargon =
  /\b(auc|roc|auprc|pr-?auc|f1|log[- ]?loss|rmse|mae|mape|brier|hyper-?parameters?|xgboost|lightgbm|catboost|one-?hot|shap|embeddings?|regulari[sz]\w+|gradient|epochs?|endpoint|api|docker\w*|json|pipeline|cross-?validat\w+|scikit\w*|sklearn|hyperplane|logits?|softmax|tf-?idf|pandas|numpy|kubernetes|ci\/cd|impute\w*|imputation|standardi[sz]\w+|multicollinear\w*|quantile|percentile|r2|p-?values?|heteroscedastic\w*|http|pytest|repo(sitory)?)\b/i;
/** What the data are like, and not what is done to them. */
const tells =
  /^(?!\W*(check|handle|fill|drop|remove|impute|replace|convert|plot|compute|calculate|add|create|generate|get|load|show|print|encode|detect|cap|clip|apply|use|if|for)\b).*(\d ?%|\b(is|are|was|were|has|have|had|shows?|showed|seems?|appears?|contains?|holds?|tends?|more|most|fewer|higher|lower)\b)/i;
const digits = /\d/;
/** What is told of data, and not of a lock, a request or a key. */
const inData =
  'data\\w*|columns?|features?|variables?|attributes?|targets?|labels?|class(es)?|rows?|records?|entries|samples?|values?|fields?|histograms?|customers?|people|tables?';
const ofData = (words: string): string =>
  `\\b(${words})\\b((?=[^.;]{0,80}\\b(${inData})\\b)|(?<=\\b(${inData})\\b[^.;]{0,80}))`;
/** An analysis that a notebook contains, or that is to be run, is not told of. */
const made = String.raw`exploratory(?<!\b(contain\w*|holds?|includ\w*|run|re-?run|open|execut\w*|start|launch|see)\b[^.;]{0,30}\Wexploratory)`;
const explores = new RegExp(
  `\\b((is|are|was|were) (\\w+ )?missing|explor(ed|ation|ing) (of )?(the )?data|missing values?|missingness|outliers?|class imbalance|imbalanced|skew(ed|ness)?|distribution of|data quality(?! ?(checks?|tests?|gates?|alerts?|rules?|notifications?|validations?|suites?|monitor|fail))|(data|target|label|feature)[- ]leak\\w*|(mixed|several|different|various|inconsistent|many) (date |money )?(formats|spellings)|spelt|typos|mess(y|iness)|(?<!quick[- ]and[- ])dirty|${made} (data )?(analys[ie]s|notebooks?|plots?))\\b|${ofData(`${made}|correlat\\w+|duplicates?|duplicated|distributed|leak(s|age|ing)?`)}`,
  'i',
);
/** What is taken for granted or cannot be, of this solution; that a payment cannot be above its invoice is a rule of the business. */
const ofSolution =
  'models?|we|i|our|my|approach(es)?|results?|solution|analysis|pipeline|predictions?|evaluation|estimates?|split|scores?';
const near = (words: string): string => beside(words, { others: ofSolution, within: 80 });
const limits = new RegExp(
  String.raw`\b(limitations?|limited (by|to)\b(?<=\b(models?|data\w*|solution|accuracy|performance|results?|approach|analysis|coverage|scope|evaluation|training|samples?|predictions?|experiments?|features|this|we|i)\b[^.;]{0,70})|shortcomings?|caveats?|drawback|weakness(es)?|(^\W*|\b(this|the|our|my|we|it|models?|api|service|code|solution|approach|currently|still)\b[^.;]{0,50})(do(es)?(n['’]t| not) (handle|cover|account|support|consider))|(may|might|can|could|do(es)?) not (fully )?(capture|reflect|generali[sz]e)|not (fully )?captured|not complete\b|not (a |an )?(purely|fully|truly|completely|entirely|strictly)|(almost |nearly )?always fail(s|ed)?|none of (the|these|those|my|our) [^.;]{1,60}\b(improved|helped|worked|working|fixed|fixing)|not estimable|cannot be (estimated|measured|verified|known|told|checked|trusted|guaranteed)|(may|might|could) (sit|fall|be|perform|score) (well |far |much )?(below|lower|worse)|not (production[- ]ready|robust|representative|tested|implemented|covered|addressed)|due to (time|lack)|time constraints?|lack of time|${near('assum(e|es|ed|ing|ptions?)')}|cannot (be|handle)(?<=\b(models?|approach(es)?|results?|solution|analysis|pipeline|predictions?|evaluation|estimates?|scores?)\b[^.;,]{0,60}\Wcannot \w+)|(api|service|it|we|i) cannot handle|known issues?|out of scope|(?<!(reduc|lower|low|less|mitigat|avoid|minimi[sz]|decreas|prevent)\w* (the )?)risks? of (over-?fitting|under-?fitting|(data |target )?leak\w*|bias)|bias(ed)? (towards?|in the data)|(too )?small (sample|data ?set))\b`,
  'i',
);
/** What the way of doing it before was bad at. */
const ofOldWay =
  /\b(legacy|historic(al)?|former|old) (weakness(es)?|shortcomings?)\b|\b(weakness(es)?|limitations?|shortcomings?|drawbacks?) (of|in|with) (the |our |its )?(legacy|old|former) (way|system|rules?|process|solution|engine|workflow)\b/i;
/** True of models as such, and assumptions that are to be looked at. */
const generic =
  /\b(often|many|most|some|all) (an? )?(\w+ )?(models?|algorithms?|methods?|estimators?)\b[^.;]{0,40}\bassum|\b(fit|fits|meets?|satisf(y|ies)|validat(e|es|ing)|check(s|ing)?|test(s|ing)?|verif(y|ies|ying))\b[^.;]{0,20}\bassumptions?\b/i;
/** Words of data that systems have too. */
const ofSystems =
  'correlation[- /]*(request )?ids?|distributed (locks?|systems?|tracing|training|caches?|comput\\w*|queues?|processing|services?|transactions?)|(horizontal|vertical|auto)\\w*[- ]?scal\\w*|scal(e|ing) (up|out|down|to zero)|duplicated? (requests?|notifications?|messages?|events?|calls?|jobs?|code|work|alerts?|deliver\\w+)|(keys?|tokens?|credentials?|memory|secrets?|passwords?) (to |that |may |can )*leak\\w*|leak(s|ed|ing)? (of )?(the |any |a )?(keys?|tokens?|credentials?|memory|secrets?|passwords?|connections?)|(base64|url|utf-?8|json|form)[- ]?encod\\w*';
/** Work that is said not to have been done. */
const undone = (work: string): string =>
  `\\b(no|not(?! (only|just))|never|without|lacks?|lacking|skip\\w*|omit\\w*|\\w*n['’]t|nor|absence of)\\b[^.;:,]{0,30}\\b(${work})\\b|\\b(${work})\\b[^.;:,]{0,30}\\b((not|never) (\\w+ )?(done|built|trained|implemented|included|compared|considered|used|made|tried|performed|applied|carried|needed)|skipped|omitted|out of scope|beyond the scope)\\b`;
const either = (...parts: readonly string[]): RegExp => new RegExp(parts.join('|'), 'i');

const words = (statements: readonly Statement[]): number =>
  statements.reduce((sum, { text }) => sum + wordsOf(text).length, 0);

const several = (
  statements: readonly Statement[],
  { sentences, least }: { sentences: number; least: number },
): boolean =>
  statements.filter(({ text }) => wordsOf(text).length >= 4).length >= sentences &&
  words(statements) >= least;

const matching = (statements: readonly Statement[], pattern: RegExp): readonly Statement[] =>
  statements.filter(({ text }) => pattern.test(text));

const reasoned = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ text }) => reason.test(text) || gives.test(text));

export const topicRules: readonly TopicRule[] = [
  {
    topic: 'exploration',
    heading:
      /\b(eda|explor(?!ers?\b)\w+|(what|things) (we|i) (know|learn(ed|t)|found|see|saw|notice\w*) (from|about|of|in) (the |our |this )?(data\w*|rows|columns|images|labels)|understanding (of )?(the )?data ?sets?|data (analysis|quality|overview|understanding|issues|problems|cleaning|handling|profil\w+)|(in|about|of) the data|the data)\b|^(data|data ?set)$/i,
    unlessHeading: ofSoftware,
    unlessSaid: steps,
    inEnglish: true,
    elsewhere: either(ofWatching.source, ahead.source),
    says: explores,
    unless: either(
      String.raw`\b(drift\w*|monitor\w*|alert\w*|re-?train\w*|in production|deploy\w*|endpoint|latency|over-?fit\w*|generali[sz]\w+|r²|mae|rmse|(prevent|avoid|against|without)\w* (any |data |target |information |label )*leak\w*|distribution of (the )?(predict|output|score)\w*)\b|^\W*must\b|\b(sav(e|es|ing)|stor(e|es|ing)|writ(e|es|ing)|export(s|ing)?|read(s|ing)?|load(s|ing)?|output(s|ting)?|accept(s|ing)?|support(s|ing)?)\b[^.;]{0,40}\bformats\b`,
      `\\b(${ofSystems})\\b|(?<!principal )\\bcomponents?\\b`,
      undone('exploration|exploratory|eda|data analysis'),
    ),
    inCode: tells,
    finds: foundInData,
    enough: (statements) => several(statements, { sentences: 4, least: 30 }),
  },
  {
    topic: 'features',
    heading:
      /\b(feature (engineering|selection|extraction|creation|preparation|importances?|sets?)|(engineered|derived|input|model|selected|new) features|features?,? (and )?(why|reasons?)|features? (used|engineered|selected|considered|and targets?)|pre-?processing|encod\w+|data preparation|cleaning)\b/i,
    unlessHeading: ofSoftware,
    loosely: {
      heading: /\bfeatures?\b/i,
      needs:
        /\b(columns?|variables?|inputs? (features?|of|to) |encod\w+|one-?hot|dumm(y|ies)|engineer\w*|imput\w+|deriv\w+|categor\w+|numeric\w*|(log|box-cox)[- ]transform\w*|standardi[sz]\w+|normali[sz]\w+|scaled|scaler|binn\w+|buckets?|missing|features? (is|are|was|were|of|from|that|by far)|because|since|so that|why|targets?|rows?|ratio|lags?|rolling|embedd\w+|tf-?idf|tokeni[sz]\w+|parsed)\b/i,
    },
    says: either(
      String.raw`\b(feature engineering|engineered|derived features?|one-?hot|encod(ed|ing|er)|imput(e|ed|ing|ation|er)|(standard|min-?max|robust|max-?abs|feature|data)[- ]?scal\w+|scalers?|(is|are|was|were|and|then) scaled|scal(ed|ing) (the |all |of )*(\w+ )?(features?|columns?|data|values|inputs?|variables?)|features? (such as|like|include|based|selection|importance)|tf-?idf|embeddings? (of|from)|binn?ed|drop(ped)? the (column|feature)|(i|we) (\w+ )?(selected|chose|kept|picked|dropped|excluded|removed|left out) (the |only |all |those )?(features?|factors?|predictors?|variables?|columns?)|^\W*(input |model )?features: [^.]{0,80}\b(only|never|without|exclud\w+|dropped|left out))\b`,
      ofData('standardi[sz]\\w+'),
    ),
    elsewhere: ahead,
    unless: either(
      `\\b(${ofSystems})\\b`,
      undone('feature (engineering|selection)|pre-?processing|engineered features'),
    ),
    inCode: reason,
    enough: (statements) =>
      several(statements, { sentences: 3, least: 30 }) && matching(statements, reason).length >= 1,
  },
  {
    topic: 'metric-choice',
    heading: /\b(metrics?|evaluation)\b/i,
    says: metric,
    enough: (statements) => {
      const named = matching(statements, metric);
      const justified =
        /\b(imbalanc\w+|false (negatives?|positives?)|cost\w*|retention|business|rare|minority|rank\w*|threshold|prioriti[sz]\w*|chose|chosen|choice|primary metric|mislead\w*|rewards?|few|budget|calls?|offers?|money|revenue|profit\w*|margin|loss(es)?|top of)\b/i;
      return reasoned(named).length + matching(named, justified).length >= 2;
    },
  },
  {
    topic: 'model-comparison',
    heading:
      /\b(models? (selection|comparisons?|choice|compared)|compar\w+ (of )?(the )?models?|baseline)\b/i,
    loosely: { heading: /\b(models?|approach(es)?|experiments?|results)\b/i, needs: namesModel },
    says: compares,
    elsewhere: ofWatching,
    unless: either(
      String.raw`\b(drift\w*|psi|monitor\w*|alert\w*|latency|throughput|load[- ]?test\w*|requests? per|\d+ users)\b`,
      undone('models? (comparison|selection)|(other|several|different|alternative) (models?|approaches)'),
    ),
    enough: (statements) => {
      const telling = statements.filter(
        ({ text }) =>
          digits.test(text) || reason.test(text) || /\b(better|worse|outperform\w*|best)\b/i.test(text),
      );
      return modelsNamed(statements) >= 2 && telling.length >= 2;
    },
  },
  {
    topic: 'baseline',
    heading: /\bbaselines?\b/i,
    says: baseline,
    unless: either(
      String.raw`\b(drift\w*|psi|monitor\w*|alert\w*|(feature|data|input|score|reference) distributions?|latency|throughput|requests? per|load[- ]?test\w*)\b`,
      undone('baselines?'),
    ),
    enough: (statements) =>
      matching(matching(statements, baseline), held).some(({ text }) => wordsOf(text).length >= 5),
  },
  {
    topic: 'plain-words',
    heading: plainHeading,
    says: plainly,
    enough: (statements) => {
      const plain = statements.filter(({ text }) => !jargon.test(text));
      return several(plain, { sentences: 3, least: 40 }) && plain.length >= statements.length * 0.6;
    },
  },
  {
    topic: 'trade-offs',
    heading:
      /\b(trade-?offs?|decisions?|design (choices?|decisions?|rationale)|rationale|alternatives?( considered)?|why)\b/i,
    finds: (statements) => decisions(statements).flatMap((decision) => decision.statements),
    enough: (statements) => areWeighed(decisions(statements)),
  },
  {
    topic: 'limitations',
    heading:
      /\b(limitations?|shortcomings?|caveats?|known (issues|problems|limitations|gaps)|technical deb[it]*ts?|weakness(es)?|assumptions?|disclaimers?|risks|failure modes?|(un|not )suitable|wrong with|what('s| is) missing|not (included|done|covered))\b/i,
    says: limits,
    unless: either(ofOldWay.source, generic.source),
    wordsInCode: 10,
    enough: (statements) => several(statements, { sentences: 2, least: 20 }),
  },
  {
    topic: 'next-steps',
    heading:
      /\b(next steps?|future (works?|improvements?|enhancements?|steps|plans?|considerations?|directions?|research|outlook|extensions?)|(possible|potential|further|suggested|proposed|recommended)? ?improvements?|improvements?|to-?do|what(['’]s| is)? (remain\w*|left)|left to do|road ?map|with more time|what (could|would|should) (have been|be) (done )?(better|improved)|what (did not|didn['’]t) (go well|work)|what (would|could) (i|we) (do|have done|improve|change)|what (i|we)(['’]d| would) (do|have done|improve|change)|what went wrong|imp\w{1,3}v\w{0,2}ments?|what('s| is) next|(?<=^\W*((my|our|some|other|further|future) )?)suggestions?(?=\W*$)|suggestions? (for|to) (further|future|next|improv\w+|enhanc\w+)|recommendations?\b(?! (engines?|systems?|services?|models?|apis?|algorithms?|tasks?|problems?)\b)|further work|(do|be done|make|be made|have (done|made)) [^?]{0,40}\b(better|differently)|(would|could) (you|be) improved?|enhancements?)\b/i,
    says: /\b(next steps?|future (works?|improvements?|iterations?|versions?|enhancements?)|with more time|given (more|enough) time|if (i|we) had (more )?time|(with|given|had|have|spend|need) (a (bit|little|lot) )?more time|more time,? (i|we)|(i|we) would (also )?(like to|add|try|want|use|implement|improve|explore|consider|have)|(could|should|would) be (improved|extended|added|further|replaced|explored|optimi[sz]ed)|further (work|improvements?|tuning)|room for improvement|to be (done|implemented|added)|left (out|for later)|should still be|still (needs?|has|have) to be|remains? to be|(remaining|outstanding) (checkpoints?|work|tasks?|gaps?) (is|are)|(would|could|might) be (good|nice|better|useful|helpful|interesting) to)\b/i,
    wordsInCode: 10,
    enough: (statements) => several(statements, { sentences: 2, least: 20 }),
  },
];
