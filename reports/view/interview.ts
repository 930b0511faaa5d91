import { caps, visible } from '../escape.ts';
import { byPointsLost, claimOf, dust, lost, open, type Placed, statusOf } from './finding.ts';
import { prose } from './words.ts';

const most = 8;
const least = 5;

const telling = ({ finding }: Placed): boolean => lost(finding) > dust || open(finding) > dust;

/** Asked of this submission alone: it keeps a seat, whatever it costs. */
const particular = ({ finding }: Placed): boolean => finding.followUp?.particular === true;

/** At most two of one criterion before the others have had their turn. */
const mixed = (items: readonly Placed[]): readonly Placed[] => {
  const turn = (item: Placed): number =>
    items.filter(({ finding }) => finding.criterion === item.finding.criterion).indexOf(item);
  return [...items.filter((item) => turn(item) < 2), ...items.filter((item) => turn(item) >= 2)];
};

/** What puts the rest in doubt is asked first: integrity flags, then figures that did not hold. */
const doubtful = ({ finding }: Placed, flagged: ReadonlySet<string>): number =>
  flagged.has(finding.check)
    ? 2
    : Number(finding.check === 'claims-match-measurements' && lost(finding) > dust);

/** Up to eight findings with a question, the most telling first; what held fills up to five, the weightiest first. */
export const askedAbout = (
  items: readonly Placed[],
  flagged: ReadonlySet<string> = new Set(),
): readonly Placed[] => {
  const asking = byPointsLost(
    items.filter(
      ({ finding, voided }) => finding.followUp !== null && finding.points.possible > 0 && !voided,
    ),
  ).slice(0, 200);
  const seated = asking.filter(particular).slice(0, 2);
  const others = asking.filter((item) => !seated.includes(item));
  const told = mixed(others.filter(telling))
    .toSorted((one, other) => doubtful(other, flagged) - doubtful(one, flagged))
    .slice(0, most - seated.length);
  const first = [...told, ...seated];
  const rest = mixed(others.filter((item) => !telling(item)));
  return [...first, ...rest.slice(0, Math.max(0, least - first.length))];
};

/** Five to eight questions, each with its evidence and what a good answer contains. */
export const interviewOf = (asked: readonly Placed[]) =>
  asked.flatMap(({ finding, anchor }) =>
    finding.followUp
      ? [
          {
            question: finding.followUp.question,
            goodAnswer: prose(finding.followUp.goodAnswer),
            claim: claimOf(finding),
            found: visible(finding.summary, caps.sentence),
            status: statusOf(finding),
            anchor,
          },
        ]
      : [],
  );
