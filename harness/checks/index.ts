import type { Check } from '../types.ts';
import { aBaselineComesFirst } from './a-baseline-comes-first.ts';
import { approachesAreCompared } from './approaches-are-compared.ts';
import { baselineIsExplained } from './baseline-is-explained.ts';
import { behaviourDriftMovesAnswersLittle } from './behaviour-drift-moves-answers-little.ts';
import { behaviourGapsGetAnswers } from './behaviour-gaps-get-answers.ts';
import { behaviourLeakingColumnChangesNothing } from './behaviour-leaking-column-changes-nothing.ts';
import { behaviourOutliersStayBounded } from './behaviour-outliers-stay-bounded.ts';
import { behaviourPersonalDataChangesNothing } from './behaviour-personal-data-changes-nothing.ts';
import { behaviourProbabilitiesKeepTheRate } from './behaviour-probabilities-keep-the-rate.ts';
import { behaviourRankingHoldsOverTime } from './behaviour-ranking-holds-over-time.ts';
import { behaviourSameValueSameAnswer } from './behaviour-same-value-same-answer.ts';
import { behaviourUnseenValuesGetAnswers } from './behaviour-unseen-values-get-answers.ts';
import { behaviourWrongLabelsAreNotLearnt } from './behaviour-wrong-labels-are-not-learnt.ts';
import { ciCanFail } from './ci-can-fail.ts';
import { ciIsConfigured } from './ci-is-configured.ts';
import { ciRunsTheTests } from './ci-runs-the-tests.ts';
import { claimsMatchMeasurements } from './claims-match-measurements.ts';
import { codeIsNotDuplicated } from './code-is-not-duplicated.ts';
import { codeIsUsed } from './code-is-used.ts';
import { codeLivesInModules } from './code-lives-in-modules.ts';
import { commandsAreDeclared } from './commands-are-declared.ts';
import { dataLeakingColumnIsLeftOut } from './data-leaking-column-is-left-out.ts';
import { dataStaysOutOfGit } from './data-stays-out-of-git.ts';
import { dependenciesArePinned } from './dependencies-are-pinned.ts';
import { environmentInstallsAsDeclared } from './environment-installs-as-declared.ts';
import { exceptionsAreNotSwallowed } from './exceptions-are-not-swallowed.ts';
import { explanationsAreSound } from './explanations-are-sound.ts';
import { explorationIsDocumented } from './exploration-is-documented.ts';
import { featuresAreExplained } from './features-are-explained.ts';
import { featuresDoNotHoldTheAnswer } from './features-do-not-hold-the-answer.ts';
import { functionsAreAnnotated } from './functions-are-annotated.ts';
import { functionsAreDocumented } from './functions-are-documented.ts';
import { functionsStayShort } from './functions-stay-short.ts';
import { functionsStaySimple } from './functions-stay-simple.ts';
import { generatedFilesStayOut } from './generated-files-stay-out.ts';
import { heldOutRowsStayHeldOut } from './held-out-rows-stay-held-out.ts';
import { historyShowsWork } from './history-shows-work.ts';
import { imageIsBuiltWithCare } from './image-is-built-with-care.ts';
import { imageRunsAsOrdinaryUser } from './image-runs-as-ordinary-user.ts';
import { integrityBatchDoesNotMatter } from './integrity-batch-does-not-matter.ts';
import { integrityIdentifiersDoNotMatter } from './integrity-identifiers-do-not-matter.ts';
import { integrityPredictionsComeFromTraining } from './integrity-predictions-come-from-training.ts';
import { integrityTestResultsAreReal } from './integrity-test-results-are-real.ts';
import { integrityTrainingRowsAreNotLookedUp } from './integrity-training-rows-are-not-looked-up.ts';
import { licenceIsStated } from './licence-is-stated.ts';
import { limitationsAreStated } from './limitations-are-stated.ts';
import { metricChoiceIsExplained } from './metric-choice-is-explained.ts';
import { metricFitsTheProblem } from './metric-fits-the-problem.ts';
import { modelAnswersByTheRow } from './model-answers-by-the-row.ts';
import { modelAnswersEveryRow } from './model-answers-every-row.ts';
import { modelApproachesTheReference } from './model-approaches-the-reference.ts';
import { modelBeatsTheBaseline } from './model-beats-the-baseline.ts';
import { modelIsCalibrated } from './model-is-calibrated.ts';
import { modelsAreJudgedOnHeldOutRows } from './models-are-judged-on-held-out-rows.ts';
import { modulesLogRatherThanPrint } from './modules-log-rather-than-print.ts';
import { monitoringIsImplemented } from './monitoring-is-implemented.ts';
import { monitoringIsPlanned } from './monitoring-is-planned.ts';
import { monitoringLeadsToAction } from './monitoring-leads-to-action.ts';
import { monitoringWatchesModelAndService } from './monitoring-watches-model-and-service.ts';
import { nothingIsLearntBeforeTheSplit } from './nothing-is-learnt-before-the-split.ts';
import { pathsAreNotOfOneMachine } from './paths-are-not-of-one-machine.ts';
import { personalDataIsNotAFeature } from './personal-data-is-not-a-feature.ts';
import { readmeSaysHowToRun } from './readme-says-how-to-run.ts';
import { requestsLeaveARecord } from './requests-leave-a-record.ts';
import { resultsAreExplainedPlainly } from './results-are-explained-plainly.ts';
import { runsAreTracked } from './runs-are-tracked.ts';
import { runsLeadToTheModel } from './runs-lead-to-the-model.ts';
import { runtimeVersionIsStated } from './runtime-version-is-stated.ts';
import { secretsStayOut } from './secrets-stay-out.ts';
import { seedsAreFixed } from './seeds-are-fixed.ts';
import { serviceAnswersPromptly } from './service-answers-promptly.ts';
import { serviceFitsInMemory } from './service-fits-in-memory.ts';
import { serviceHoldsItsThroughput } from './service-holds-its-throughput.ts';
import { serviceShowsItsNumbers } from './service-shows-its-numbers.ts';
import { serviceSurvivesOverload } from './service-survives-overload.ts';
import { servingAnswersPredictions } from './serving-answers-predictions.ts';
import { servingFollowsTheContract } from './serving-follows-the-contract.ts';
import { servingHealthAnswers } from './serving-health-answers.ts';
import { servingHidesStackTraces } from './serving-hides-stack-traces.ts';
import { servingIsReachableFromOutside } from './serving-is-reachable-from-outside.ts';
import { servingNamesTheFieldAtFault } from './serving-names-the-field-at-fault.ts';
import { servingRefusesMalformedRequests } from './serving-refuses-malformed-requests.ts';
import { servingStarts } from './serving-starts.ts';
import { servingSurvivesMalformedRequests } from './serving-survives-malformed-requests.ts';
import { stateIsNotGlobal } from './state-is-not-global.ts';
import { testsExerciseOwnCode } from './tests-exercise-own-code.ts';
import { testsExistAndAssert } from './tests-exist-and-assert.ts';
import { testsNoticeBrokenCode } from './tests-notice-broken-code.ts';
import { testsPassWhenRun } from './tests-pass-when-run.ts';
import { timeIsRespectedByTheSplit } from './time-is-respected-by-the-split.ts';
import { trackedRunsCanBeCompared } from './tracked-runs-can-be-compared.ts';
import { tradeOffsAreExplained } from './trade-offs-are-explained.ts';
import { trainCommandReproducesTheModel } from './train-command-reproduces-the-model.ts';
import { trainingAndServingSharePreprocessing } from './training-and-serving-share-preprocessing.ts';

/** Every check there is, in the order of the report's criteria. A rubric chooses from these and weighs them. */
export const checks: readonly Check[] = [
  servingStarts,
  servingAnswersPredictions,
  servingFollowsTheContract,
  servingHealthAnswers,
  servingIsReachableFromOutside,
  servingRefusesMalformedRequests,
  servingNamesTheFieldAtFault,
  servingHidesStackTraces,
  servingSurvivesMalformedRequests,
  modelBeatsTheBaseline,
  modelApproachesTheReference,
  modelIsCalibrated,
  modelAnswersEveryRow,
  modelAnswersByTheRow,
  claimsMatchMeasurements,
  serviceAnswersPromptly,
  serviceHoldsItsThroughput,
  serviceSurvivesOverload,
  serviceFitsInMemory,
  behaviourSameValueSameAnswer,
  behaviourGapsGetAnswers,
  behaviourUnseenValuesGetAnswers,
  behaviourOutliersStayBounded,
  behaviourLeakingColumnChangesNothing,
  behaviourPersonalDataChangesNothing,
  behaviourProbabilitiesKeepTheRate,
  behaviourWrongLabelsAreNotLearnt,
  behaviourRankingHoldsOverTime,
  behaviourDriftMovesAnswersLittle,
  integrityBatchDoesNotMatter,
  integrityIdentifiersDoNotMatter,
  integrityTrainingRowsAreNotLookedUp,
  integrityPredictionsComeFromTraining,
  integrityTestResultsAreReal,
  testsExistAndAssert,
  testsExerciseOwnCode,
  testsPassWhenRun,
  testsNoticeBrokenCode,
  environmentInstallsAsDeclared,
  dependenciesArePinned,
  runtimeVersionIsStated,
  trainCommandReproducesTheModel,
  seedsAreFixed,
  commandsAreDeclared,
  ciIsConfigured,
  ciRunsTheTests,
  ciCanFail,
  imageIsBuiltWithCare,
  imageRunsAsOrdinaryUser,
  secretsStayOut,
  dataStaysOutOfGit,
  generatedFilesStayOut,
  licenceIsStated,
  historyShowsWork,
  monitoringIsPlanned,
  monitoringWatchesModelAndService,
  monitoringLeadsToAction,
  monitoringIsImplemented,
  serviceShowsItsNumbers,
  requestsLeaveARecord,
  dataLeakingColumnIsLeftOut,
  nothingIsLearntBeforeTheSplit,
  heldOutRowsStayHeldOut,
  featuresDoNotHoldTheAnswer,
  timeIsRespectedByTheSplit,
  modelsAreJudgedOnHeldOutRows,
  aBaselineComesFirst,
  personalDataIsNotAFeature,
  trainingAndServingSharePreprocessing,
  approachesAreCompared,
  metricFitsTheProblem,
  explorationIsDocumented,
  featuresAreExplained,
  runsAreTracked,
  trackedRunsCanBeCompared,
  runsLeadToTheModel,
  readmeSaysHowToRun,
  metricChoiceIsExplained,
  baselineIsExplained,
  tradeOffsAreExplained,
  limitationsAreStated,
  resultsAreExplainedPlainly,
  explanationsAreSound,
  codeLivesInModules,
  functionsAreAnnotated,
  functionsAreDocumented,
  functionsStayShort,
  functionsStaySimple,
  codeIsNotDuplicated,
  codeIsUsed,
  modulesLogRatherThanPrint,
  exceptionsAreNotSwallowed,
  stateIsNotGlobal,
  pathsAreNotOfOneMachine,
];
