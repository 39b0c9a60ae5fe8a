import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(__dirname, '../..');

/** The syntax tree of one file of the project. */
export const sourceFile = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(resolve(ROOT, path), 'utf8'), ts.ScriptTarget.ES2022, true);

/** The only top-level declaration of this kind and name. */
export function declaration<Kind extends ts.DeclarationStatement>(
  source: ts.SourceFile,
  isKind: (node: ts.Node) => node is Kind,
  name: string,
): Kind {
  const found = source.statements.filter(isKind).find((statement) => statement.name?.getText(source) === name);
  if (!found) throw new Error(`${source.fileName} declares no ${name}`);
  return found;
}
