/** Names and passwords that images, tutorials and templates bring: known to everybody, so no secret. */
const defaults = new Set([
  'admin',
  'administrator',
  'airflow',
  'changeit',
  'changeme',
  'default',
  'demo',
  'dev',
  'development',
  'docker',
  'dummy',
  'elastic',
  'example',
  'foobar',
  'grafana',
  'guest',
  'hello',
  'hunter2',
  'letmein',
  'local',
  'localhost',
  'minio',
  'minioadmin',
  'minio123',
  'mlflow',
  'mongo',
  'mysql',
  'neo4j',
  'none',
  'null',
  'pass',
  'passwd',
  'password',
  'postgres',
  'postgresql',
  'prefect',
  'qwerty',
  'rabbitmq',
  'redis',
  'root',
  'secret',
  'sample',
  'super',
  'superset',
  'supersecret',
  'test',
  'testing',
  'toor',
  'token',
  'true',
  'false',
  'user',
  'username',
  'welcome',
  'xxx',
]);

/** Words of a value that its author meant to be replaced, or that says that it is no secret. */
const spoken =
  /your|my[_-]|change[_-]?(me|it|this)|replace|example|placeholder|insert|enter|here|dummy|fake|mock|sample|redacted|removed|not[_-]?(a[_-]?)?(secret|real)|todo|\btbd\b|fixme|insecure[_-]?(key|dev|default)|for[_-]?(dev|test|local)|dev[_-]?(key|secret|only)|test[_-]?(key|token|secret|pass)|lorem|foobar/i;

const commonWords =
  /pass(w(or)?d)?|secret|admin|root|test|demo|user|guest|default|local|postgres|mysql|mongo|redis|minio|airflow|mlflow|grafana|welcome|qwerty|letmein|hello|docker|token|credential/;

/** `P@ssw0rd` is spelt like a password and is none. */
const plain = (value: string): string =>
  value
    .toLowerCase()
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('0', 'o')
    .replaceAll('1', 'i')
    .replaceAll('3', 'e');

const distinct = (value: string): number => new Set(value).size;

/** Counted runs such as `1234567890` and `abcdefgh`, or few characters again and again. */
const isFiller = (value: string): boolean =>
  /(.)\1{5,}|0123456|1234567|abcdefg|(?:\.{3}|…|\*{3})/i.test(value) ||
  distinct(value) < Math.min(8, value.length / 2);

/** Filled in from elsewhere when the program runs. */
const isReference = (value: string): boolean =>
  /\$\{|\$\(|^\$\$?\w|\{\{|^<.*>$|<[a-z][\w -]*>|%\(|^\{\w*\}|\{[a-z_]\w*\}|^!|^secrets\.|^vault:|^arn:|^ssm:|^projects\/|environ|getenv/i.test(
    value,
  );

/** A hash of a password opens nothing. */
const isHash = (value: string): boolean =>
  /^\$(2[abxy]?|5|6|argon2\w*|pbkdf2[\w-]*|scrypt)\$|^(pbkdf2|scrypt|argon2|sha\d+)[\w:-]*[$:]/.test(value);

/** Manifests of Kubernetes write their defaults in base64, which hides them from nobody. */
const decoded = (value: string): string | null => {
  if (value.length < 8 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return null;
  const text = Buffer.from(value, 'base64').toString('latin1').trim();
  return /^[\x20-\x7e]+$/.test(text) ? text : null;
};

/** Whether a value stands for a secret that is kept elsewhere, or is one that everybody knows. */
export const isPlaceholder = (value: string): boolean =>
  value === '' ||
  isReference(value) ||
  isHash(value) ||
  isFiller(value) ||
  spoken.test(value) ||
  isKnown(value) ||
  isKnown(decoded(value) ?? value);

const isKnown = (value: string): boolean => defaults.has(value.toLowerCase());

const classOf = (character: string): number => {
  if (/[a-z]/.test(character)) return 0;
  if (/[A-Z]/.test(character)) return 1;
  return /\d/.test(character) ? 2 : 3;
};

/** Share of neighbours of different classes (lower case, upper case, digit, other): words change rarely, chance often. */
const restlessness = (value: string): number => {
  const classes = [...value].map(classOf);
  const changes = classes.filter((one, at) => at > 0 && one !== classes[at - 1]).length;
  return changes / Math.max(1, value.length - 1);
};

const shortestKey = 16;
const words = /^([A-Z]?[a-z]{2,}\d{0,4}|[A-Z]{2,}|v?\d{1,8})$/;

/** Put together from words and numbers: `models/churn-2024`, `MyServiceKey`. */
const isSpelt = (value: string): boolean =>
  value
    .split(/[-_./:\s]+|(?<=[a-z])(?=[A-Z])/)
    .filter((part) => part !== '')
    .every((part) => words.test(part));

/** Whether a machine made it: at least 16 characters without a space, restless, and no words. */
export const looksGenerated = (value: string): boolean => {
  if (value.length < shortestKey || value.length > 600 || /\s/.test(value) || isSpelt(value)) return false;
  if (
    /^(https?|s3|gs|file|[a-z+]+):\/\/|^\.{0,2}\/|^sha\d+[-:]|\.(py|json|ya?ml|txt|pem|csv|pkl|joblib)$/i.test(
      value,
    )
  )
    return false;
  const core = value.replaceAll(/[-_.=]/g, '');
  const mixed = /\d/.test(core) || (/[a-z]/.test(core) && /[A-Z]/.test(core));
  return mixed && distinct(core) >= 8 && restlessness(core) >= 0.25;
};

/**
 * Whether a machine made all of it, whatever it is called: 32 hexadecimal digits and more, or 24 characters without a word
 * or number standing apart. Ids with dashes at fixed places are ids.
 */
export const looksMinted = (value: string): boolean => {
  if (/^([0-9a-f]{32,128}|[0-9A-F]{32,128})$/.test(value)) return distinct(value) >= 8;
  if (!/^[A-Za-z0-9+/_-]{24,200}={0,2}$/.test(value) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/i.test(value))
    return false;
  return looksGenerated(value) && !value.split(/[-_/+]/).some((part) => words.test(part));
};

/** Whether a person chose it to be hard to guess: at least 8 characters, three classes of them, no usual word. */
export const looksLikePassword = (value: string): boolean => {
  if (value.length < 8 || value.length > 100 || /\s/.test(value)) return false;
  if (commonWords.test(plain(`${value} ${decoded(value) ?? ''}`))) return false;
  if (/^[~.]{0,2}\/|\/.*\//.test(value)) return false;
  const classes = new Set([...value].map(classOf)).size;
  return classes >= 3 || looksGenerated(value);
};

/** Whether a person may have typed it to open something, however easily it is guessed: no usual word, path or counted run. */
export const mayBePassword = (value: string): boolean =>
  value.length >= 4 &&
  !commonWords.test(plain(value)) &&
  !/^[~.]{0,2}\/|\/.*\//.test(value) &&
  !'01234567890'.includes(value);
