import ts from 'typescript';
import { docComment, type DocComment } from './doc-comment.js';
import { declaration, sourceFile } from './source-file.js';

export interface Member extends DocComment {
  /** With the parameters, if it is a method. */
  readonly name: string;
  readonly optional: boolean;
}

/** The members of an interface with their docstrings, in the order in which they are declared. */
export function interfaceMembers(path: string, name: string): Member[] {
  const source = sourceFile(path);
  return declaration(source, ts.isInterfaceDeclaration, name).members.map((member) => ({
    ...docComment(member),
    name: `${member.name?.getText(source) ?? ''}${parametersOf(member)}`,
    optional: member.questionToken !== undefined,
  }));
}

function parametersOf(member: ts.TypeElement): string {
  if (!ts.isMethodSignature(member)) return '';
  const names = member.parameters.map(({ name, questionToken }) => name.getText() + (questionToken ? '?' : ''));
  return `(${names.join(', ')})`;
}
