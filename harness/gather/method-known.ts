import type { Learnt } from './method-kinds.ts';

type Strength = Learnt['strength'] | 'stateless';

/** By the last part of a class's name: how much of the rows that it is fitted on comes out of it. */
const transformers: readonly (readonly [Strength, readonly string[]])[] = [
  [
    'strong',
    [
      'StandardScaler',
      'MinMaxScaler',
      'RobustScaler',
      'MaxAbsScaler',
      'PowerTransformer',
      'QuantileTransformer',
      'KBinsDiscretizer',
      'PCA',
      'IncrementalPCA',
      'KernelPCA',
      'SparsePCA',
      'TruncatedSVD',
      'NMF',
      'FastICA',
      'LatentDirichletAllocation',
      'SelectKBest',
      'SelectPercentile',
      'SelectFromModel',
      'SelectFpr',
      'RFE',
      'RFECV',
      'SequentialFeatureSelector',
      'BorutaPy',
      'TfidfVectorizer',
      'TfidfTransformer',
      'TargetEncoder',
      'CatBoostEncoder',
      'LeaveOneOutEncoder',
      'JamesSteinEncoder',
      'MEstimateEncoder',
      'WOEEncoder',
      'GLMMEncoder',
      'KNNImputer',
      'IterativeImputer',
      'Word2Vec',
      'Doc2Vec',
      'FastText',
      'UMAP',
    ],
  ],
  ['slight', ['SimpleImputer', 'Imputer']],
  [
    'harmless',
    [
      'LabelEncoder',
      'OneHotEncoder',
      'OrdinalEncoder',
      'LabelBinarizer',
      'MultiLabelBinarizer',
      'CountVectorizer',
      'DictVectorizer',
      'VarianceThreshold',
      'Tokenizer',
      'StringIndexer',
      'CountEncoder',
      'BinaryEncoder',
      'HelmertEncoder',
    ],
  ],
  [
    'stateless',
    [
      'Normalizer',
      'Binarizer',
      'PolynomialFeatures',
      'FunctionTransformer',
      'HashingVectorizer',
      'FeatureHasher',
    ],
  ],
];

const strengths = new Map(
  transformers.flatMap(([strength, names]) => names.map((name) => [name, strength] as const)),
);

const supervised =
  /^(Select(KBest|Percentile|FromModel|Fpr)|RFE(CV)?|SequentialFeatureSelector|BorutaPy|(Target|CatBoost|LeaveOneOut|JamesStein|MEstimate|WOE|GLMM)Encoder)$/;

const resamplers =
  /^(SMOTE\w*|ADASYN|BorderlineSMOTE|SVMSMOTE|KMeansSMOTE|Random(Over|Under)Sampler|NearMiss|TomekLinks|EditedNearestNeighbours|ClusterCentroids)$/;
const holders =
  /^(Pipeline|ColumnTransformer|FeatureUnion|make_pipeline|make_column_transformer|make_union|TransformedTargetRegressor)$/;
const wrappers =
  /^((OneVsRest|OneVsOne|OutputCode|MultiOutput|Keras)Classifier|(MultiOutput|Keras)Regressor)$/;
const searches =
  /^(GridSearchCV|RandomizedSearchCV|HalvingGridSearchCV|HalvingRandomSearchCV|BayesSearchCV|OptunaSearchCV)$/;
const folds =
  /^((Stratified|Group|StratifiedGroup|Repeated|RepeatedStratified)?KFold|TimeSeriesSplit|(Stratified|Group)?ShuffleSplit|LeaveOneOut|LeaveOneGroupOut|PredefinedSplit)$/;
const model =
  /(Classifier|Regressor|Regression\w*|SVC|SVR|NB|Forest|Trees|Perceptron|GaussianMixture|Fitter|DiscriminantAnalysis|BayesianRidge)$|(Outlier|Anomaly)Detector$|AutoML$|^H2O\w+Estimator$|^(OLS|WLS|GLS|GLM|Logit|MNLogit|Probit|keras\.Model)$|^(Ridge|Lasso|ElasticNet|Lars|LogisticRegression\w*|Sequential|Prophet|ARIMA|SARIMAX|LGBM\w*|XGB\w*|CatBoost\w*|RidgeCV|LassoCV|ElasticNetCV|HuberRegressor|IsolationForest|KMeans)$/;

const formula = /^statsmodels\.(?:formula\.)?(?:api|[\w.]+)\.(ols|wls|gls|glm|logit|mnlogit|probit)$/;
const network = /^(tensorflow\.|tf_)?keras\.(models\.|src\.models\.)?(Model|Sequential)$/;

/** Models that are given their rows when they are made, and tell how well they fit them. */
export const isStatistical = (name: string): boolean => /^(OLS|WLS|GLS|GLM|Logit|MNLogit|Probit)$/.test(name);

/** A network of layers, and what takes after one. */
export const isNetwork = (name: string): boolean => network.test(name);

const formulas: Readonly<Record<string, string>> = { logit: 'Logit', mnlogit: 'MNLogit', probit: 'Probit' };

/** What a model is called that is made by a name which alone would say too little: a formula, layers put together. */
export const modelWritten = (name: string): string | null => {
  const made = formula.exec(name)?.[1];
  if (made) return formulas[made] ?? made.toUpperCase();
  return network.test(name) && name.endsWith('Model') ? 'keras.Model' : null;
};

export const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** It looks at the target. */
export const isSupervised = (name: string): boolean => supervised.test(name);
export const isResampler = (name: string): boolean => resamplers.test(name);
export const isHolder = (name: string): boolean => holders.test(name);
/** It holds a model and takes its place. */
export const isWrapper = (name: string): boolean => wrappers.test(name);
export const isSearch = (name: string): boolean => searches.test(name);
export const isFolds = (name: string): boolean => folds.test(name);
export const isModel = (name: string): boolean => model.test(name) && !strengths.has(name);
/** What ends training when it gets no better. */
export const isStop = (name: string): boolean => /^(EarlyStopping|early_stopping)$/.test(name);
export const isTool = (name: string): boolean =>
  isStop(name) ||
  strengths.has(name) ||
  isResampler(name) ||
  isHolder(name) ||
  isSearch(name) ||
  isFolds(name) ||
  isModel(name);

export const strengthOf = (name: string): Strength | null =>
  isResampler(name) ? 'strong' : (strengths.get(name) ?? null);

const loaders =
  /(^|\.)(read_(csv|parquet|excel|json|table|sql|sql_query|sql_table|feather|pickle|hdf|orc|fwf|stata|database|ndjson)|scan_(csv|parquet)|load_dataset|TFRecordDataset|TextLineDataset|(image|text)_dataset_from_directory|loadtxt|genfromtxt|load_(iris|digits|wine|breast_cancer|diabetes|boston|csv|data|dataset|df|raw_data|dataframe)|fetch_(openml|california_housing|20newsgroups|covtype)|make_(classification|regression|blobs|moons|circles|friedman\d|multilabel_classification)|toPandas|to_pandas)$/;
/** Tables of Spark, whatever a session is called: `spark.table(...)`, `spark.read.option(...).csv(...)`. */
const spark =
  /(^|[._])(spark\w*|sql_?context|hive_?context)(\.\w+)*?(\.read(\.\w+)*\.(csv|parquet|json|orc|text|table|jdbc|load)|\.(sql|table))$/i;
const savers =
  /(^|\.)(to_(csv|parquet|pickle|feather|excel|json|hdf|sql)|write_(csv|parquet)|save|savez|savetxt|dump)$/;

export const isLoader = (name: string): boolean => loaders.test(name) || spark.test(name);
export const isSaver = (name: string): boolean => savers.test(name);

export const isMetric = (name: string): boolean =>
  /^(sklearn\.metrics|torchmetrics|tensorflow\.keras\.metrics|keras\.metrics|lifelines\.utils)\.\w+$/.test(
    name,
  ) && !/(make_scorer|get_scorer|pairwise\w*|\w*distances?)$/.test(name);

/** Names of times: a row a period where tables are joined on nothing else. */
const period =
  /^(dates?|datetime|day|days|week|month|months|quarter|year|years|yr|hour|period|time|timestamp|ds|fecha|dia|mes|meses|a[nñ]o|anio|semana|trimestre|periodo|per[ií]odo|hora|data|m[eê]s|ano|semestre|datum|monat|jahr|woche|tag|mois|ann[ée]e|jour|semaine)([_ -]?(id|num|number|of_year|key))?$/i;
const dateLike =
  /(^|[_\s-])(dates?|datetime|timestamp|time|month|year|week|day|quarter|period|periodo|fecha|mes|ano|dt)([_\s-]|$)|date$|_at$|Date$|month$|year$/i;

export const isPeriod = (name: string): boolean => period.test(name);
export const isDateLike = (name: string): boolean => dateLike.test(name);

const held =
  /(^|[_.])(tests?|val|valid|validation|holdout|hold_out|eval|oot)([_\d]|$)|(X|x|y)(test|val)$|Test$|^future$/;
const learning = /(^|[_.])(train|training|trn|tr)([_\d]|$)|(X|x|y)train$|Train$|^past$/;

/** Held-out rows that may decide, as long as others are scored last. */
export const validates = (name: string): boolean =>
  /(^|[_.])(val|valid|validation|dev|eval)([_\d]|$)|(X|x|y)val$/.test(name);

/** Which side of a division a name speaks of. */
export const sideOf = (name: string): 'training' | 'held-out' | null => {
  const sides = [learning.test(name), held.test(name)];
  // `train_test` and `train_val` are both, and so neither.
  if (sides.every(Boolean)) return null;
  return sides[0] ? 'training' : sides[1] ? 'held-out' : null;
};

export const summaries =
  /^(mean|median|mode|std|var|min|max|quantile|corr|corrwith|nanmean|nanmedian|nanstd)$/;
