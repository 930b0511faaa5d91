import type { TrainingEvidence } from '../evidence/training.ts';
import { baseName, kindOf } from '../source/paths.ts';
import type { Running } from './types.ts';

/** XGBoost saves as JSON, LightGBM as text, and what is written by hand mostly as one of these. */
const plainModelName = /(^|\/)[\w.-]*(model|booster|weights|coefficients)[\w.-]*\.(json|txt|npz|dat)$/i;
const tellsOfModel =
  /(^|[._-])(metrics?|scores?|reports?|card|info|meta\w*|configs?|params?|results?|summary|features?|columns?|schema|history|log|eval\w*|compar\w*)([._-]|$)/i;
const maxModels = 50;

type Listing = Awaited<ReturnType<Running['sandbox']['files']>>;

const isModel = (path: string): boolean =>
  kindOf(path) === 'model' || (plainModelName.test(path) && !tellsOfModel.test(baseName(path)));

/** Models that lie there after training, and what training did to them. Pure. */
export const modelsMade = ({
  before,
  after,
}: {
  readonly before: Listing;
  readonly after: Listing;
}): TrainingEvidence['models'] => {
  const earlier = new Map(before.map((file) => [file.path, file]));
  return after
    .filter((file) => isModel(file.path) && file.bytes > 0)
    .slice(0, maxModels)
    .map(({ path, bytes, modifiedMs }) => {
      const was = earlier.get(path);
      return {
        path,
        bytes,
        committed: was !== undefined,
        changed: was?.bytes !== bytes || was.modifiedMs !== modifiedMs,
      };
    });
};
