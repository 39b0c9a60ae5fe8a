import ts from 'typescript';
import type { Snippet } from './snippet.js';

/** Which names can be imported without a snippet saying so, by module; the first module that has a name gives it. */
export type Importable = ReadonlyMap<string, readonly string[]>;

/** A guarded method without its class. */
export const isMember = ({ code }: Snippet): boolean => code.startsWith('@Idempotent');

/**
 * A snippet as a module of its own: on one more line above it, the imports that it leaves to the reader; within a
 * class, if it is a member of one, and within a function, if it returns.
 */
export function snippetModule(snippet: Snippet, importable: Importable): string {
  const [before, after] = isMember(snippet) ? ['class Example {', '}'] : ['', ''];
  const code = `${before}\n${snippet.code}\n${after}`;
  const source = ts.createSourceFile(snippet.path, code, ts.ScriptTarget.ES2022, true);
  const names = namesIn(source);
  const imports = Array.from(importable, ([module, exported]) => {
    const wanted = exported.filter((name) => names.used.has(name) && !names.declared.has(name));
    wanted.forEach((name) => names.declared.add(name));
    return wanted.length === 0 ? '' : `import { ${wanted.join(', ')} } from '${module}'; `;
  });
  const head = `${imports.join('')}export {};`;
  return returns(source) ? `${head} async function snippet() {${code}}\n` : `${head} ${code}\n`;
}

function namesIn(source: ts.SourceFile): { readonly used: Set<string>; readonly declared: Set<string> } {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    if (ts.isImportSpecifier(node)) declared.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) declared.add(name.text);
    } else if (ts.isDeclarationStatement(statement) && statement.name) {
      declared.add(statement.name.getText(source));
    }
  }
  return { used, declared };
}

/** Whether it returns outside any function. */
function returns(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  return ts.isReturnStatement(node) || (ts.forEachChild(node, (child) => returns(child) || undefined) ?? false);
}
