import type { Statement } from './notes-statements.ts';

/** Sentences by which somebody is told what to hand in. Instructions to whoever runs the code (`You should see a page`) are none. */
const asks =
  /\b(your (task|solution|submission|assignment|mission|answers?|program|response|recruiter|reasoning|work|presentation|deliverables?)|you (are|'re|will be) (being |also )?(asked|expected|required|free to|encouraged|evaluated|assessed|allowed|not allowed)|you (aren['’]t|may not|are not) (allowed|use)|you (may|can|should|must|need to|have to|will|are to) (also )?(not )?(use any|use external|assume|submit|provide|deliver|include|explain|document|elaborate|justify|present|prepare|send|share|choose any|implement|design|write|build|develop|fork|complete|spend|describe|demonstrate)|the (candidate|applicant)s?|candidates? (should|will|must|is|are)|we (expect|want|ask|encourage|prefer|recommend|suggest|advise)( that)? (you|candidates?|applicants?)|we (would|'d) (like|love|expect|want)( you)?( to (see|understand|stress|discuss))?|we (will|'ll|'re going to) (evaluate|assess|review|discuss|look at|provide you)|we are looking (for|at)|we (have )?(provided?|prepared|given) you|(an|our) (engineer|team|interviewers?) will (review|evaluate|run|discuss)|please (do |also )?(submit|provide|send|share|return|mention|include|create|fork|clone|feel|make sure|document|explain|package|push|upload|write)|feel free to|(do not|don['’]t) hesitate|let us know|send (it|them|us)?( the solution| back)|good luck|best foot forward|once (completed|finished|you)|in this (challenge|exercise|assignment|test|case study|take-?home)|this (exercise|assignment|challenge|test|case study|take-?home) (is|aims|consists|will|should)|(estimated time|time ?(box|limit)|should take (you )?(no|about|around|a few)|no more than \d+ hours)|deliverables?|evaluation criteria|thanks? (you )?for (you |your )?(participat\w*|taking|applying|interest|time)|(selection|hiring|recruitment|recruiting|interview) process|before submitting|submi(ssion|tion|tting) (deadline|guidelines?|instructions?)|technical (challenge|test|assessment|interview|exercise)|(next|following) (stage|round|interview)|you will (receive|get|be (given|provided))|read (the instructions|thoroughly|carefully)|bonus (points?|tasks?)|nice[- ]to[- ]haves?)\b/i;
const speaks = /\b(i|i'm|i've|i'd|i’ve|i’d|i’m|my)\b/i;

const whole = { least: 4, share: 0.08 };
/** A document or a section of a few sentences needs fewer of them, and more of its length. */
const short = { least: 2, share: 0.3 };

type Count = { asking: number; speaking: number; all: number };

const counted = (statements: readonly Statement[]): Count => ({
  asking: statements.filter(({ text }) => asks.test(text)).length,
  speaking: statements.filter(({ text }) => speaks.test(text)).length,
  all: statements.length,
});

const tells = ({ asking, speaking, all }: Count, { least, share }: typeof whole): boolean =>
  asking >= least && asking > speaking && asking >= all * share;

/** Sections by their headings, and what stands in each with all that is below it; six levels at most. */
const sections = (statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> => {
  const found = new Map<string, Statement[]>();
  for (const statement of statements)
    for (let depth = 1; depth <= Math.min(6, statement.headings.length); depth += 1) {
      const key = statement.headings.slice(0, depth).join('\n');
      const open = found.get(key);
      if (open) open.push(statement);
      else found.set(key, [statement]);
    }
  return found;
};

/**
 * What of a document tells a candidate what to hand in, so that it is an employer's, whatever it is called: the whole, but
 * for sections that speak in the first person, or single sections of a document that is otherwise the writer's own.
 */
export const askedOf = (statements: readonly Statement[]): ReadonlySet<Statement> => {
  const parts = [...sections(statements).values()];
  const all = counted(statements);
  if (tells(all, whole) || tells(all, short)) {
    const own = parts.filter((part) => {
      const { asking, speaking } = counted(part);
      return part.length < statements.length && speaking > asking;
    });
    const kept = new Set(own.flat());
    return new Set(statements.filter((statement) => !kept.has(statement)));
  }
  return new Set(parts.filter((part) => tells(counted(part), short)).flat());
};
