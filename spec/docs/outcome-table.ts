import ts from 'typescript';
import { commentBetween } from './doc-comment.js';
import { code, markdownTable } from './markdown-table.js';
import { declaration, sourceFile } from './source-file.js';

export function outcomeTable(): string {
  const source = sourceFile('lib/observability/observer.ts');
  const { type } = declaration(source, ts.isTypeAliasDeclaration, 'IdempotencyOutcome');
  if (!ts.isUnionTypeNode(type)) throw new Error('IdempotencyOutcome is no union of literals any more.');
  const rows = type.types.map((member, at) => [
    code(member.getText(source).replaceAll("'", '')),
    // A union's comments stand before its bars, which belong to no member.
    commentBetween(source, type.types[at - 1]?.end ?? type.pos, member.getStart(source)),
  ]);
  return markdownTable(['outcome', 'what happened'], rows);
}
