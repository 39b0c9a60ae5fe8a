// node spec/mutation/survivors.mjs
// Holds what survived the last run against what explained/*.json says of it, and prints what nobody has explained. An
// explanation names the file, the mutator, the code that was there and what became of it, and why no spec can tell.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const REPORT = resolve(HERE, '../../reports/mutation/mutation.json');
const EXPLAINED = join(HERE, 'explained');
const SURVIVED = new Set(['Survived', 'NoCoverage']);

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const oneLine = (code) => code.replace(/\s+/g, ' ').trim();
const identity = ({ file, mutator, was, became }) => [file, mutator, oneLine(was), oneLine(became)].join(' | ');

/** The code between two positions, of which lines and columns begin with 1. */
function codeAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

const { files } = json(REPORT);
const survivors = Object.entries(files).flatMap(([file, { source, mutants }]) =>
  mutants
    .filter(({ status }) => SURVIVED.has(status))
    .map(({ mutatorName: mutator, replacement: became, location }) => {
      return { file, mutator, was: codeAt(source, location), became, line: location.start.line };
    }),
);

const explanations = readdirSync(EXPLAINED).flatMap((name) => json(join(EXPLAINED, name)));
const left = new Map();
for (const explanation of explanations) {
  const key = identity(explanation);
  left.set(key, (left.get(key) ?? 0) + (explanation.count ?? 1));
}

const unexplained = survivors.filter((survivor) => {
  const key = identity(survivor);
  const count = left.get(key) ?? 0;
  left.set(key, count - 1);
  return count < 1;
});

/** Of files in this run: their code has changed, or a spec tells them apart by now. */
const outlived = explanations.filter((explanation) => explanation.file in files && left.get(identity(explanation)) > 0);

for (const { file, line, mutator, was, became } of unexplained) {
  console.log(`${file}:${line} ${mutator}\n- ${oneLine(was)}\n+ ${oneLine(became)}\n`);
}
for (const { file, mutator, was, became } of outlived) {
  console.log(`${file} ${mutator}: explained, but nothing of it survived\n- ${was}\n+ ${became}\n`);
}
console.log(
  `${survivors.length} survived: ${survivors.length - unexplained.length} are explained in spec/mutation/explained, ` +
    `${unexplained.length} are not.`,
);
process.exitCode = unexplained.length === 0 ? 0 : 1;
