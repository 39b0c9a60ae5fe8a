import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { docComment } from './doc-comment.js';
import { code, markdownTable } from './markdown-table.js';
import { ROOT, sourceFile } from './source-file.js';

const FOLDER = 'lib/errors';
const WHAT_TO_DO = ' What to do: ';

/** Every error class with what it means and what to do about it, in the order of the codes' declaration. */
export function errorTable(): string {
  const files = readdirSync(resolve(ROOT, FOLDER)).filter((file) => file.endsWith('-error.ts'));
  const rows = files.flatMap((file) => errorsIn(sourceFile(`${FOLDER}/${file}`)));
  const codes = declaredCodes();
  rows.sort((one, other) => codes.indexOf(one.code) - codes.indexOf(other.code));
  return markdownTable(
    ['error and code', 'retryable', 'what happened', 'what to do'],
    rows.map(({ name, code: errorCode, retryable, text }) => {
      const [happened = '', todo] = text.split(WHAT_TO_DO);
      if (todo === undefined) throw new Error(`The docstring of ${name} does not say what to do.`);
      return [`${code(name)} ${code(errorCode)}`, retryable === 'true' ? 'yes' : 'no', happened, capitalised(todo)];
    }),
  );
}

function errorsIn(source: ts.SourceFile) {
  return source.statements.filter(ts.isClassDeclaration).flatMap((declared) => {
    const value = (name: string): string | undefined =>
      declared.members
        .filter(ts.isPropertyDeclaration)
        .find((member) => member.name.getText(source) === name)
        ?.initializer?.getText(source)
        .replaceAll("'", '');
    const [errorCode, retryable] = [value('code'), value('retryable')];
    if (errorCode === undefined || retryable === undefined) return [];
    return [{ name: declared.name?.text ?? '', code: errorCode, retryable, text: docComment(declared).text }];
  });
}

function declaredCodes(): string[] {
  const source = sourceFile(`${FOLDER}/idempotency-error.ts`);
  return [...source.text.matchAll(/^ {2}\| '(IDEMPOTENCY_\w+)'/gm)].map(([, found = '']) => found);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
