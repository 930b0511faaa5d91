import type { NotesEvidence } from '../evidence/notes.ts';
import { wordsOf } from './notes-brief.ts';
import type { Statement } from './notes-statements.ts';
import { isUnder } from './notes-titles.ts';
import { isMechanics, isParticular } from './notes-worth.ts';

export type MonitoringName = NotesEvidence['topics'][number]['names'][number];

const heading =
  /\b(monitor\w*|observabili\w*|drift|alert(s|ing)?|re-?train\w*|production (plan|readiness|considerations?|failure)|in production|(?<!(predictive|preventive|equipment|asset|machine) )maintenance|model (health|decay|degradation))\b/i;

/** A sentence that speaks of watching a model that runs. */
const says =
  /\b(monitor(ed|s|ing)?|drift(s|ed|ing)?|observabili\w+|alert(s|ed|ing)?|(model|performance|data|accuracy|quality)[ /]*(model |data )?(decay|degrad\w+|degred\w+)|population stability|psi (of|above|below|over|per|index|score|value|is|and)|prometheus|grafana|(with|using|via|like|as|e\.g\.) evidently|evidently (ai|report\w*|dashboard)|(monitoring|metrics?|drift|performance|live) dashboards?|(predict(ed|ions?)|scores?)\b[^.;]{0,60}\b(is|are) (also )?(logged|recorded|persisted)|log(s|ged|ging)? (every|all|each) (\w+ )?(predictions?|scores?)|re-?train\w* [^.;]{0,60}\b(periodic\w*|schedul\w*|trigger\w*|automat\w*|regular\w*|every|when|whenever|if|once|new(er)? data|fresh|pipelines?|continuous\w*|latest|months?|weeks?|dai?ly|weekly|monthly|support)|(periodic\w*|schedul\w*|trigger\w*|automat\w*|regular\w*|continuous\w*|need to|would|should|model) (model )?re-?train\w*)\b/i;

/** Words of monitoring that mean something else: probes, callbacks, a training loop, a hardware monitor. */
const elsewhere =
  /\b(liveness|readiness|health ?-?checks?|healthcheck|probes?|early stopping|early-stopping|model ?checkpoint|epochs?|pre-?trained|monitor\w* (of )?(the )?(training|losses|loss|validation|experiments?|progress|gpus?|memory|cpu|val\w*)|tensorboard|heart ?rate|patient monitoring|cpu monitor)\b|\b(gpu|cpu|memory|resource usage)\b[^.;]{0,30}\bmonitored\b|\b(access|open|visit|go to)\b[^.;]{0,40}\b(consoles?|browser|localhost)\b|\b(sensors?|env|environment|clock|camera|tracks?|tracker|config|configuration|schema|versions?|dependency|infrastructure)\b[^.;:,]{0,12}\bdrift(s|ed|ing)?\b|\b(un)?pinned\b[^;]{0,80}\bdrift|\b(anomaly|failure|fault|maintenance|equipment|asset|machine|sensor|price|early warning) alerts?\b|\bmonitor\w* (the )?(physical|equipment|sensors?|assets?|machines?|vibration|energy|patients?|crops?|traffic|condition)\b/i;

const denied =
  /\b(no|not|never|cannot|nobody|no one|without|lacks?|lacking|\w*n['’]t|nor|neither|absence of|missing|skipped|omitted|out of scope)\b[^.;:,]{0,50}\b(monitor\w*|drift\w*|alert\w*|retrain\w*|observab\w*)\b|\b(monitor\w*|drift|alert\w*|retrain\w*|observab\w*)\b[^.;:,]{0,40}\b(not|cannot|\w*n['’]t|never|out of scope|skipped|omitted|beyond the scope|absent)\b/i;

const names: Readonly<Record<MonitoringName, RegExp>> = {
  drift:
    /\b((data|feature|input|concept|covariate|model|distribution(al)?|target|label) (drift|shift)s?|drift(s|ed|ing)?|psi|population stability|kolmogorov\w*|ks[- ]?(test|stat\w*)|kl[- ]divergence|wasserstein|jensen\w*|(input|feature|data) distributions?|compar(e|es|ed|ing) [^;]{0,60}\b(with|to|against) [^;]{0,40}\btraining)\b/i,
  predictions:
    /\b((prediction|output|score|predicted|probability)s? ?(distribution|drift|shift|rate|mean|histogram)s?|distribution of (the )?(model )?(predictions?|scores?|outputs?|probabilities|predicted)|(predicted|mean|average|share of|positive) (positive |churn |prediction |predicted )?(rate|score|probability)|confidence (score )?distributions?|(logg?(ed|ing|s)?|stor(e|es|ed|ing)|sav(e|es|ed|ing)|keep(s|ing)?|record(s|ed|ing)?) (every |all |each |the |its )?(\w+ )?(predictions?|scores?|outputs?)|(weekly|daily|monthly) (mean|average)( score| prediction| probability)?)\b/i,
  latency:
    /\b(latenc(y|ies)|response times?|p9[059]|throughput|inference times?|requests? (per|rate)|slow requests?)\b/i,
  errors:
    /\b(error[- ]rates?|errors?|5xx|4xx|exceptions?|failed requests?|failures?|failure rate|uptime|availability|schema violations?|null rates?|missing[- ](value )?rates?|invalid (rows|requests|inputs))\b/i,
  outcome:
    /\b(ground[- ]truth|(delayed|actual|true|realised|realized|late|new) (labels?|outcomes?|churn)|outcomes?|labels? (arrive|become|are known|come)|((model|predictive|business|live|rolling|online|production) )?(performance|accuracy|auc|pr-?auc|average precision|precision|recall|f1|brier|calibration|rmse|mae|c-?index|kpis?)\b[^.;]{0,60}\b(over time|drops?|falls?|below|degrad\w*|decay\w*|declin\w*|monitor\w*|track\w*|week\w*|month\w*|dai?ly|live|production|threshold|alert\w*|window|cohort)|(uplift|lift|effects?|conversions?|conversion rates?|take-?up|revenue|savings|profits?|margins?|returns|ates?)\b[^.;]{0,40}\b(over time|decay\w*|drops?|falls?|declin\w*|flips?|shrinks?|erod\w*)|effect decay|ongoing [^.;]{0,30}estimates?|reali[sz]ed [^.;]{0,20}(uplift|lift|effects?|conversions?|revenue|savings|profits?|returns?)|(monitor|track|watch|measure|recompute|re-?evaluate|compare)\w*\b[^.;]{0,60}\b(performance|accuracy|auc|pr-?auc|precision|recall|f1|brier|calibration|rmse|mae|metrics|kpis?))\b/i,
  threshold:
    /\b(thresholds?|exceeds?|(drops?|falls?|goes|rises?|moves?|is|stays?|below|above|over|under|more than|less than|greater than|by) (below |above |under |over |to |than |by )?(about |~ ?)?\d[\d.,]*|within \d[\d.,]*|outside (of )?\d[\d.,]*)|[<>≥≤]=?\s*\d/i,
  action:
    /\b(alert(s|ed|ing)?|page(s|d)?|notif(y|ies|ied|ication)s?|escalat\w+|re-?train(s|ed|ing)?|re-?fit|roll(ed|ing)? ?-?back|fall ?-?back|trigger(s|ed|ing)?|investigat\w+|retrain\w*|re-?calibrat\w+|switch(ed)? (back|off)|(i|we|somebody|someone|a person|an engineer|the (team|owner)) (then )?(looks?|checks?|holds?|stops?|decides?))\b/i,
  rollout:
    /\b(canary|shadow( mode| deployment)?|a\/b[ -]?test\w*|champion|challenger|blue[/-]green|staged roll-?out|gradual roll-?out)\b/i,
};

const watched: readonly MonitoringName[] = ['drift', 'predictions', 'latency', 'errors', 'outcome'];
const follows: readonly MonitoringName[] = ['threshold', 'action'];

const isHeaded = (statement: Statement): boolean => isUnder(statement, heading, denied);

/** Columns of tables that list what is set or installed. */
const inventory =
  /^\W*((env\w*|environment) ?)?(variables?|vars?|parameters?|settings?|options?|flags?|ports?|default( values?)?|versions?)\W*$/i;

const meansIt = (statement: Statement): boolean =>
  statement.kind !== 'code' &&
  !denied.test(statement.text) &&
  !elsewhere.test(statement.text) &&
  !isMechanics(statement) &&
  !statement.columns?.some((column) => inventory.test(column));

const speaks = ({ text }: Statement): boolean => wordsOf(text).length >= 3 && says.test(text);

/**
 * Statements on watching the model once it runs: those that speak of it, what the same paragraph names, and what stands
 * under such a heading. Negations and words that only sound like it are left out, and so is a section that is headed so
 * and names nothing of the kind.
 */
export const onMonitoring = (statements: readonly Statement[]): readonly Statement[] => {
  const meant = statements.filter(meansIt);
  const blocks = new Set(meant.filter(speaks).map(({ block }) => block));
  const found = meant.filter((statement) => {
    const names = namesOf([statement]).length > 0;
    if (speaks(statement) || (names && blocks.has(statement.block))) return true;
    return isHeaded(statement) && (names || wordsOf(statement.text).length >= 5);
  });
  return found.some((statement) => speaks(statement) || namesOf([statement]).length > 0) ? found : [];
};

/** What the statements name, in a fixed order; `more` is named elsewhere. */
export const namesOf = (
  statements: readonly Statement[],
  more: readonly MonitoringName[] = [],
): readonly MonitoringName[] =>
  (Object.keys(names) as MonitoringName[]).filter(
    (name) => more.includes(name) || statements.some(({ text }) => names[name].test(text)),
  );

const least = { statements: 3, words: 30, things: 2 };
/** What says something of this system in each sentence needs no third one. */
const terse = { statements: 2, words: 16 };
/** A piece of code that watches something weighs as much as a sentence of this many words. */
const wordsOfCode = 12;

export type Plan = { readonly isPlan: boolean; readonly sure: boolean };

/**
 * Several statements that name two things to watch, and a threshold or what is done then. Where none of them takes
 * anything from this system, only a person can tell a plan from a text that fits any.
 */
export const planOf = (written: readonly Statement[], coded: readonly Statement[]): Plan => {
  const named = namesOf([...written, ...coded]);
  const words = written.reduce((sum, { text }) => sum + wordsOf(text).length, 0) + coded.length * wordsOfCode;
  const things = watched.filter((name) => named.includes(name)).length;
  const count = written.length + coded.length;
  const particular = written.filter(isParticular).length + coded.length;
  const reaches = (bar: typeof terse): boolean => count >= bar.statements && words >= bar.words;
  const long = reaches(least) || reaches(terse);
  const isPlan = long && things >= least.things && follows.some((name) => named.includes(name));
  return { isPlan, sure: particular > 0 };
};
